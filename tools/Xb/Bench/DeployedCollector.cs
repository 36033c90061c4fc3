using System.Collections;
using System.Runtime.InteropServices;

namespace XbFunctions.Xb.Bench;

/// <summary>
/// The collector's settings with which <c>infra/bicep</c> deploys the app. A process takes them from its environment alone, before any of its code
/// runs: a measurement that was started without them starts itself again, in the same process, with them.
/// </summary>
internal static partial class DeployedCollector
{
    /// <summary>Environment variables and their values.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["DOTNET_GCgen0size"] = "0x8000000",
        ["DOTNET_gcConcurrent"] = "0",
    };

    /// <summary>The settings of this process, for a report.</summary>
    public static string InUse => string.Join(", ", Settings.Keys.Select(static name => (name, value: Environment.GetEnvironmentVariable(name)))
        .Where(static setting => setting.value is not null)
        .Select(static setting => $"{setting.name}={setting.value}")) is { Length: > 0 } set ? set : "collector as the runtime sets it";

    /// <summary>Starts the process again where it measures and its environment sets none of them. Does not return then, unless the system refuses.</summary>
    /// <param name="arguments">The command line's arguments.</param>
    public static void Take(IReadOnlyList<string> arguments)
    {
        if (Plan(arguments, Environment.ProcessPath, Environment.GetCommandLineArgs()[0], Environment.GetEnvironmentVariables()) is { } plan
            && !OperatingSystem.IsWindows())
        {
            _ = Execute(plan.Program, [.. plan.Arguments, null], [.. plan.Environment, null]);
        }
    }

    /// <summary>What is to be started in this process's place.</summary>
    /// <param name="arguments">The command line's arguments.</param>
    /// <param name="program">The program that runs: <c>dotnet</c>, or the app's own.</param>
    /// <param name="assembly">The app's assembly, which <c>dotnet</c> is told.</param>
    /// <param name="environment">The environment.</param>
    /// <returns>Null where it stays as it is: other commands, and an environment that sets one of them itself.</returns>
    internal static (string Program, string[] Arguments, string[] Environment)? Plan(
        IReadOnlyList<string> arguments, string? program, string assembly, IDictionary environment)
    {
        if (arguments is not ["bench", ..] || program is null || Settings.Keys.Any(environment.Contains))
        {
            return null;
        }

        var isDotnet = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return (
            program,
            isDotnet ? [program, assembly, .. arguments] : [program, .. arguments],
            [
                .. environment.Keys.Cast<string>().Select(name => $"{name}={environment[name]}"),
                .. Settings.Select(static setting => $"{setting.Key}={setting.Value}"),
            ]);
    }

    // POSIX: the program takes this process's place, with its terminal, its signals and its number.
    [LibraryImport("libc", EntryPoint = "execve", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string path, string?[] arguments, string?[] environment);
}
