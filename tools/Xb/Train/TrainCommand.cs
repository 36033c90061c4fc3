using System.CommandLine;
using XbFunctions.Xb.Train.Recommendations;

namespace XbFunctions.Xb.Train;

/// <summary><c>xb train</c>: makes the models that ship.</summary>
internal static class TrainCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new("train", "Train a model on simulated data and write it with its manifest.")
    {
        TrainFraudCommand.Create(),
        TrainRecommendationsCommand.Create(),
    };
}
