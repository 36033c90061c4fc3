using System.CommandLine;

namespace XbFunctions.Xb.Replay;

/// <summary><c>xb replay</c>: real data as events.</summary>
internal static class ReplayCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new("replay", "Send a public data set through the pipeline and check that every row comes out.")
    {
        OnlineRetailCommand.Create(),
        FraudHandbookCommand.Create(),
    };
}
