using System.CommandLine;
using XbFunctions.Xb.Train.Recommendations;

namespace XbFunctions.Xb.Train;

/// <summary><c>xb train</c>: makes models.</summary>
internal static class TrainCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new("train", "Train a model.")
    {
        TrainFraudCommand.Create(),
        TrainIntentCommand.Create(),
        TrainRecommendationsCommand.Create(),
        TrainTranslatorCommand.Create(),
    };
}
