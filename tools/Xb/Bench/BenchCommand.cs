using System.CommandLine;

namespace XbFunctions.Xb.Bench;

/// <summary><c>xb bench</c>: measures the parts of the local platform on this machine.</summary>
internal static class BenchCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new("bench", "Measure the local platform on this machine.")
    {
        BenchHostCommand.Create(),
    };
}
