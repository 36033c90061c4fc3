using System.CommandLine;
using Spectre.Console;

namespace XbFunctions.Xb;

/// <summary>Where a command prints: live views on a terminal, plain lines where output goes to a file, a pipe or a test.</summary>
/// <param name="Out">Tables and lines.</param>
/// <param name="IsLive">Whether lines may be drawn over.</param>
internal sealed record CommandTerminal(IAnsiConsole Out, bool IsLive)
{
    private const int PlainWidth = 160;

    /// <summary>The terminal of one invocation.</summary>
    /// <param name="parsed">What was typed.</param>
    /// <param name="plain">Whether the user asks for plain lines.</param>
    public static CommandTerminal Of(ParseResult parsed, bool plain = false)
    {
        var output = parsed.InvocationConfiguration.Output;
        var isConsole = ReferenceEquals(output, Console.Out);
        if (isConsole && !plain && !Console.IsOutputRedirected)
        {
            return new CommandTerminal(AnsiConsole.Console, AnsiConsole.Profile.Capabilities.Interactive);
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = PlainWidth;
        return new CommandTerminal(console, IsLive: false);
    }

    /// <summary>The same printing nothing, for progress where output is read by a program.</summary>
    public CommandTerminal Silent() => this with { IsLive = false, Out = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }) };

    /// <summary>Prints one line as it stands, brackets included.</summary>
    /// <param name="line">The line.</param>
    public void Line(string line)
    {
        // A file or pipe gets the line whole, a terminal wraps it at words.
        if (IsLive)
        {
            Out.WriteLine(line);
        }
        else
        {
            Out.Profile.Out.Writer.WriteLine(line);
        }
    }
}
