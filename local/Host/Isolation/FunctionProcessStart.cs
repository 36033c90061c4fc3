using System.Diagnostics;
using System.Reflection;

namespace XbFunctions.Host;

/// <summary>How the processes of function groups are started.</summary>
/// <param name="Program">The program.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record FunctionProcessStart(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>The switch that makes a process the supervisor.</summary>
    public const string IsolateSwitch = "--isolate";

    /// <summary>The command of the options, else this program with its own arguments once more.</summary>
    public static FunctionProcessStart Of(LocalPlatformOptions options)
    {
        if (options.ProcessCommand.Count > 0)
        {
            return new FunctionProcessStart(options.ProcessCommand[0], [.. options.ProcessCommand.Skip(1)]);
        }

        var self = Environment.ProcessPath ?? throw new PlatformStartException("This program does not know its own path, so it cannot start function processes.");
        var own = Environment.GetCommandLineArgs()[1..].Where(static argument => argument != IsolateSwitch);
        return new FunctionProcessStart(self, IsMuxer(self) ? [Assembly.GetEntryAssembly()!.Location, .. own] : [.. own]);
    }

    /// <summary>The start information of one process.</summary>
    /// <param name="pipe">Name of the pipe on which it is expected.</param>
    public ProcessStartInfo ToStartInfo(string pipe)
    {
        var start = new ProcessStartInfo(Program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[SupervisedProcess.PipeVariable] = pipe;
        return start;
    }

    private static bool IsMuxer(string path) => Path.GetFileNameWithoutExtension(path).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
}
