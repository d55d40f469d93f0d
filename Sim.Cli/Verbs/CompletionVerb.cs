using System.CommandLine;
using Sim.Cli.Usage;

namespace Sim.Cli.Verbs;

/// <summary><c>sim completion</c>: lets a shell complete verbs, options and names.</summary>
static class CompletionVerb
{
    static readonly Dictionary<string, string> Scripts = new()
    {
        ["bash"] = """
            _sim() {
              local IFS=$'\n'
              COMPREPLY=($(sim completion bash --line "${COMP_LINE:0:COMP_POINT}" 2> /dev/null))
            }
            complete -o default -F _sim sim

            """,
        ["zsh"] = """
            #compdef sim
            _sim() {
              local -a words_of_sim
              words_of_sim=("${(@f)$(sim completion zsh --line "${BUFFER[1,CURSOR]}" 2> /dev/null)}")
              compadd -a words_of_sim
              _files
            }
            compdef _sim sim

            """,
        ["fish"] = """
            complete -c sim -a '(sim completion fish --line (commandline -cp) 2> /dev/null)'

            """,
    };

    public static VerbCommand Command(CommandContext context, Command root)
    {
        var command = new VerbCommand(
            "completion",
            "How does my shell complete what I type? A script for it.",
            """
            eval "$(sim completion bash)"           in ~/.bashrc
            eval "$(sim completion zsh)"            in ~/.zshrc, after compinit
            sim completion fish | source            in ~/.config/fish/config.fish
            """);
        var shell = new Argument<string>("SHELL") { HelpName = string.Join('|', Scripts.Keys), Description = "The shell" };
        shell.Validators.Add(result => Options.Check(result, "shell", Scripts.Keys));
        var line = new Option<string?>("--line") { HelpName = "TEXT", Description = "For the script: the words that may follow this text", Hidden = true };
        command.Add(shell);
        command.Add(line);
        command.SetAction(parsed =>
        {
            context.Out.Write(parsed.GetValue(line) is { } text ? WordsAfter(root, text) : Scripts[parsed.GetValue(shell)!]);
            return ExitCode.Done;
        });
        return command;
    }

    // The program's own name is not among the words that the parser knows.
    static string WordsAfter(Command root, string line)
    {
        var start = line.TrimStart().IndexOf(' ', StringComparison.Ordinal);
        var words = start < 0 ? "" : line.TrimStart()[(start + 1)..];
        var begun = words[(words.LastIndexOf(' ') + 1)..];
        return string.Concat(root.Parse(words).GetCompletions(words.Length).Select(item => item.Label)
            .Where(word => word.StartsWith(begun, StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal).Select(word => word + "\n"));
    }
}
