using System.CommandLine;
using XbFunctions.Xb.Evaluate.Intent;
using XbFunctions.Xb.Evaluate.Sequences;

namespace XbFunctions.Xb.Evaluate;

/// <summary><c>xb evaluate</c>: scores the capabilities on data that anyone can get.</summary>
internal static class EvaluateCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new("evaluate", "Score a capability on public data, with the data's own protocol.")
    {
        EvaluateIntentCommand.Create(),
        EvaluateSequencesCommand.Create(),
    };
}
