using Azure;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using XbFunctions.Capabilities.Translation;

namespace XbFunctions.App.Translation;

/// <summary>Looks for new phrase models, at the start and every minute.</summary>
/// <param name="engine">Loads them.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Receives event 7090.</param>
internal sealed partial class PhraseModelRefresh(PhraseEngine engine, TimeProvider time, ILogger<PhraseModelRefresh> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await engine.RefreshAsync(stoppingToken);
            }
            catch (RequestFailedException failed)
            {
                NotFound(logger, failed.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(7090, LogLevel.Warning, "Phrase models were not looked for: {Reason}")]
    private static partial void NotFound(ILogger logger, string reason);
}
