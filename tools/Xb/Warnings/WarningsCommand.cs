using System.CommandLine;

namespace XbFunctions.Xb.Warnings;

/// <summary><c>xb warnings</c>.</summary>
internal static class WarningsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new("warnings", "Measure the early warning of fraud surges.") { SimulateWarningsCommand.Create() };
}
