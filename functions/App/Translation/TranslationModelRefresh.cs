using Azure;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using XbFunctions.Capabilities.Translation;

namespace XbFunctions.App.Translation;

/// <summary>Looks for new networks and phrase models for translation, at the start and every minute.</summary>
/// <param name="networks">Loads networks.</param>
/// <param name="phrases">Loads phrase models.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Receives event 7090.</param>
internal sealed partial class TranslationModelRefresh(
    NeuralEngine networks, PhraseEngine phrases, TimeProvider time, ILogger<TranslationModelRefresh> logger) : BackgroundService
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
                await phrases.RefreshAsync(stoppingToken);
                await networks.RefreshAsync(stoppingToken);
            }
            catch (RequestFailedException failed)
            {
                NotFound(logger, failed.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(7090, LogLevel.Warning, "Translation models were not looked for: {Reason}")]
    private static partial void NotFound(ILogger logger, string reason);
}
