using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Health;
using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.App.Fraud;

/// <summary>Learns from labels every night.</summary>
/// <param name="learning">One run of learning.</param>
/// <param name="runs">Remembers how it went.</param>
public sealed class RetrainFraudTrigger(FraudLearning learning, TrainingRuns runs)
{
    /// <summary>Runs learning for today; a second call on the same day finds it done.</summary>
    /// <param name="timer">When it was due.</param>
    /// <param name="cancellationToken">Fires when the host stops; the next call of the day begins again.</param>
    [Function("RetrainFraud")]
    public Task RunAsync([TimerTrigger("%RetrainFraudSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        runs.RunAsync("fraud", async token => await learning.RunDailyAsync(cancellationToken: token) is not null, cancellationToken);
}
