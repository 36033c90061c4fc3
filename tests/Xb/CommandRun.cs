using System.Globalization;

namespace XbFunctions.Xb.Tests;

/// <summary>One command line, run in this process.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static async Task<CommandRun> OfAsync(CancellationToken cancellationToken, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await XbCommandLine.RunAsync(args, TextWriter.Synchronized(output), TextWriter.Synchronized(error), cancellationToken);
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    /// <summary>The number at the end of a table's row.</summary>
    public long Figure(string row)
    {
        var line = Output.Split('\n').FirstOrDefault(line => line.StartsWith($"│ {row} ", StringComparison.Ordinal))
            ?? throw new AssertFailedException($"No row '{row}' in:\n{Output}\n{Error}");
        return long.Parse(line.Split('│')[2].Trim(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }
}
