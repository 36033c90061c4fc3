namespace XbFunctions.Training.Tests;

/// <summary>Trains for a test, or says visibly that this machine cannot.</summary>
internal static class Trainer
{
    public static TrainedTrees Train(TrainingData data, GradientBoostedTreesOptions? options = null)
    {
        try
        {
            return GradientBoostedTrees.Train(data, options ?? new GradientBoostedTreesOptions { MaxIterations = 60, Threads = 1 });
        }
        catch (TrainerUnavailableException exception)
        {
            Assert.Inconclusive(exception.Message);
            throw;
        }
    }
}
