namespace Sim.Core.Kernel.Layout;

/// <summary>Sizes and offsets in bytes of the objects that the function tracer goes through, from the trace to the bytes of an event.</summary>
/// <source key="debian-kernel-images">
/// What an event and a page look like is fixed, as user space reads them. The structures in between are those of Debian's 6.12.95. In its 6.1 some
/// fields are 8 bytes lower, and <c>struct trace_buffer</c> holds its mask of CPUs itself.
/// </source>
public static class RingBufferLayout
{
    /// <summary><c>ftrace_ops.private</c>: the trace that an ops belongs to.</summary>
    /// <source key="debian-kernel-icount"/>
    public const int OpsPrivate = 24;

    /// <summary><c>struct trace_array</c>.</summary>
    public const int TraceBytes = 8000;
    public const int TraceBuffer = 32;
    public const int TraceData = 40;
    public const int TraceFunctionEnabled = 7968;

    /// <summary><c>struct trace_buffer</c>.</summary>
    public const int BufferBytes = 272;
    public const int BufferRecordDisabled = 8;
    public const int BufferCpuMask = 16;
    public const int BufferCpus = 64;
    public const int BufferClock = 88;
    public const int BufferWaitersPending = 180;
    public const int BufferTimeStampAbs = 184;
    public const int BufferSubbufBytes = 248;
    public const int BufferMaxData = 256;

    /// <summary><c>struct ring_buffer_per_cpu</c>.</summary>
    public const int CpuBytes = 616;
    public const int CpuRecordDisabled = 4;
    public const int CpuBuffer = 16;
    public const int CpuPages = 40;
    public const int CpuCurrentContext = 48;
    public const int CpuHeadPage = 72;
    public const int CpuTailPage = 80;
    public const int CpuCommitPage = 88;
    public const int CpuReaderPage = 96;
    public const int CpuNest = 120;
    public const int CpuEntriesBytes = 128;
    public const int CpuEntries = 136;
    public const int CpuOverrun = 144;
    public const int CpuCommitting = 168;
    public const int CpuCommits = 176;
    public const int CpuPagesTouched = 184;
    public const int CpuLastPagesTouch = 208;
    public const int CpuWriteStamp = 240;
    public const int CpuBeforeStamp = 248;
    public const int CpuEventStamp = 256;
    public const int CpuWaitersPending = 548;
    public const int CpuFullWaitersPending = 549;

    /// <summary><c>struct buffer_page</c>: what is known of a page.</summary>
    public const int PageBytes = 64;
    public const int PageNext = 0;
    public const int PageWrite = 16;
    public const int PageEntries = 32;
    public const int PageData = 56;

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
    public const int ReadBytes = 40;
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
        ["CD_COPY_BYTES"] = ReadBytes,
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
