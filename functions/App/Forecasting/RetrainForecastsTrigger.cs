using Microsoft.Azure.Functions.Worker;
using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.App.Forecasting;

/// <summary>Forecasts demand every night.</summary>
/// <param name="forecasts">One run.</param>
public sealed class RetrainForecastsTrigger(NightlyForecasts forecasts)
{
    /// <summary>Runs or goes on with today's run; a call after its end finds it done.</summary>
    /// <param name="timer">When it was due.</param>
    /// <param name="cancellationToken">Fires when the host stops; the next call goes on at the last part.</param>
    [Function("RetrainForecasts")]
    public Task RunAsync([TimerTrigger("%RetrainForecastsSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        forecasts.RunDailyAsync(cancellationToken: cancellationToken);
}
