using Microsoft.Azure.Functions.Worker;
using XbFunctions.App.Health;
using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.App.Forecasting;

/// <summary>Forecasts demand every night.</summary>
/// <param name="forecasts">One run.</param>
/// <param name="runs">Remembers how it went.</param>
/// <param name="instruments">Counts the runs.</param>
public sealed class RetrainForecastsTrigger(NightlyForecasts forecasts, TrainingRuns runs, ForecastInstruments instruments)
{
    /// <summary>Runs or goes on with today's run; a call after its end finds it done.</summary>
    /// <param name="timer">When it was due.</param>
    /// <param name="cancellationToken">Fires when the host stops; the next call goes on at the last part.</param>
    [Function("RetrainForecasts")]
    public Task RunAsync([TimerTrigger("%RetrainForecastsSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        runs.RunAsync(
            "forecasts", async token => instruments.Called(await forecasts.RunDailyAsync(cancellationToken: token)), cancellationToken);
}
