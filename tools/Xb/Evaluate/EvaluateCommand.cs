using System.CommandLine;
using XbFunctions.Xb.Evaluate.Forecast;
using XbFunctions.Xb.Evaluate.Intent;
using XbFunctions.Xb.Evaluate.Recommendations;
using XbFunctions.Xb.Evaluate.Sequences;
using XbFunctions.Xb.Evaluate.Sessions;
using XbFunctions.Xb.Evaluate.Translation;

namespace XbFunctions.Xb.Evaluate;

/// <summary><c>xb evaluate</c>: measures a capability on public data, by the data's own protocol, or on a platform's own.</summary>
internal static class EvaluateCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new("evaluate", "Measure a capability on public data, by the data's own protocol.")
    {
        EvaluateFraudCommand.Create(),
        EvaluateForecastCommand.Create(),
        EvaluateIntentCommand.Create(),
        EvaluateSequencesCommand.Create(),
        EvaluateSessionsCommand.Create(),
        EvaluateRecommendationsCommand.Create(),
        EvaluateTranslationCommand.Create(),
        EvaluateGlossaryCommand.Create(),
    };
}
