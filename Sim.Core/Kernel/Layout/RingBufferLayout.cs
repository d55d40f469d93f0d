namespace Sim.Core.Kernel.Layout;

/// <summary>Sizes and offsets in bytes of the objects that the function tracer goes through, from the trace to the bytes of an event.</summary>
/// <guess>
/// Only what an event and a page look like is fixed, as user space reads them. The structures in between differ with every kernel and were not
/// recorded: what matters is which of their fields share a cache line, and here those that each event changes are together.
/// </guess>
public static class RingBufferLayout
{
    /// <summary><c>ftrace_ops.private</c>: the trace that an ops belongs to.</summary>
    /// <source key="debian-kernel-icount"/>
    public const int OpsPrivate = 24;

    /// <summary><c>struct trace_array</c>.</summary>
    public const int TraceBytes = 512;
    public const int TraceBuffer = 24;
    public const int TraceData = 32;
    public const int TraceFunctionEnabled = 240;

    /// <summary><c>struct trace_buffer</c>.</summary>
    public const int BufferBytes = 256;
    public const int BufferRecordDisabled = 8;
    public const int BufferMaxData = 16;
    public const int BufferSubbufBytes = 24;
    public const int BufferCpuMask = 32;
    public const int BufferCpus = 72;
    public const int BufferClock = 80;
    public const int BufferWaitersPending = 96;
    public const int BufferTimeStampAbs = 128;

    /// <summary><c>struct ring_buffer_per_cpu</c>.</summary>
    public const int CpuBytes = 512;
    public const int CpuRecordDisabled = 4;
    public const int CpuBuffer = 8;
    public const int CpuPages = 64;
    public const int CpuCurrentContext = 72;
    public const int CpuHeadPage = 88;
    public const int CpuTailPage = 96;
    public const int CpuCommitPage = 104;
    public const int CpuReaderPage = 112;
    public const int CpuLastPagesTouch = 128;
    public const int CpuNest = 136;
    public const int CpuEntriesBytes = 144;
    public const int CpuEntries = 152;
    public const int CpuOverrun = 160;
    public const int CpuCommitting = 192;
    public const int CpuCommits = 200;
    public const int CpuPagesTouched = 208;
    public const int CpuWriteStamp = 256;
    public const int CpuBeforeStamp = 264;
    public const int CpuEventStamp = 272;
    public const int CpuWaitersPending = 336;
    public const int CpuFullWaitersPending = 337;

    /// <summary><c>struct buffer_page</c>: what is known of a page.</summary>
    public const int PageBytes = 64;
    public const int PageNext = 0;
    public const int PageWrite = 16;
    public const int PageEntries = 32;
    public const int PageData = 40;

    /// <summary><c>struct buffer_data_page</c>: the page itself.</summary>
    public const int DataPageBytes = 4096;
    public const int DataTimeStamp = 0;
    public const int DataCommit = 8;
    public const int Data = 16;
    public const int DataBytes = DataPageBytes - Data;

    /// <summary><c>struct clock_data</c>: a sequence number, and two copies of 40 bytes, all in one line but the second copy's end.</summary>
    public const int ClockBytes = 88;
    public const int ClockSeq = 0;
    public const int ClockReadData = 8;
    public const int ReadEpochNs = 0;
    public const int ReadMask = 16;
    public const int ReadCounter = 24;
    public const int ReadMult = 32;
    public const int ReadShift = 36;

    /// <summary>Names for these in routines.</summary>
    public static IReadOnlyDictionary<string, long> Constants { get; } = new Dictionary<string, long>
    {
        ["OPS_PRIVATE"] = OpsPrivate,
        ["TR_BUFFER"] = TraceBuffer,
        ["TR_DATA"] = TraceData,
        ["TR_FUNCTION_ENABLED"] = TraceFunctionEnabled,
        ["RB_RECORD_DISABLED"] = BufferRecordDisabled,
        ["RB_MAX_DATA"] = BufferMaxData,
        ["RB_SUBBUF_BYTES"] = BufferSubbufBytes,
        ["RB_CPUMASK"] = BufferCpuMask,
        ["RB_BUFFERS"] = BufferCpus,
        ["RB_CLOCK"] = BufferClock,
        ["RB_WAITERS_PENDING"] = BufferWaitersPending,
        ["RB_TIME_STAMP_ABS"] = BufferTimeStampAbs,
        ["CB_RECORD_DISABLED"] = CpuRecordDisabled,
        ["CB_BUFFER"] = CpuBuffer,
        ["CB_NR_PAGES"] = CpuPages,
        ["CB_CURRENT_CONTEXT"] = CpuCurrentContext,
        ["CB_HEAD_PAGE"] = CpuHeadPage,
        ["CB_TAIL_PAGE"] = CpuTailPage,
        ["CB_COMMIT_PAGE"] = CpuCommitPage,
        ["CB_READER_PAGE"] = CpuReaderPage,
        ["CB_LAST_PAGES_TOUCH"] = CpuLastPagesTouch,
        ["CB_NEST"] = CpuNest,
        ["CB_ENTRIES_BYTES"] = CpuEntriesBytes,
        ["CB_ENTRIES"] = CpuEntries,
        ["CB_OVERRUN"] = CpuOverrun,
        ["CB_COMMITTING"] = CpuCommitting,
        ["CB_COMMITS"] = CpuCommits,
        ["CB_PAGES_TOUCHED"] = CpuPagesTouched,
        ["CB_WRITE_STAMP"] = CpuWriteStamp,
        ["CB_BEFORE_STAMP"] = CpuBeforeStamp,
        ["CB_EVENT_STAMP"] = CpuEventStamp,
        ["CB_WAITERS_PENDING"] = CpuWaitersPending,
        ["CB_FULL_WAITERS_PENDING"] = CpuFullWaitersPending,
        ["BP_NEXT"] = PageNext,
        ["BP_WRITE"] = PageWrite,
        ["BP_ENTRIES"] = PageEntries,
        ["BP_PAGE"] = PageData,
        ["DP_TIME_STAMP"] = DataTimeStamp,
        ["DP_COMMIT"] = DataCommit,
        ["DP_DATA"] = Data,
        ["DP_DATA_BYTES"] = DataBytes,
        ["CD_SEQ"] = ClockSeq,
        ["CD_READ_DATA"] = ClockReadData,
        ["CD_EPOCH_NS"] = ReadEpochNs,
        ["CD_MASK"] = ReadMask,
        ["CD_READ"] = ReadCounter,
        ["CD_MULT"] = ReadMult,
        ["CALL_FLAGS"] = 0,

        // struct rb_event_info, on the stack.
        ["INFO_BYTES"] = 56,
        ["INFO_TS"] = 0,
        ["INFO_DELTA"] = 8,
        ["INFO_BEFORE"] = 16,
        ["INFO_AFTER"] = 24,
        ["INFO_LENGTH"] = 32,
        ["INFO_TAIL_PAGE"] = 40,
        ["INFO_ADD_TIMESTAMP"] = 48,
    };
}
