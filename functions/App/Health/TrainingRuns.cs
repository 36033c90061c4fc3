using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using XbFunctions.State;

namespace XbFunctions.App.Health;

/// <summary>Remembers how the nightly trainings went, in the container of the state: each runs on an instance of its own, and all are asked about. Thread-safe.</summary>
/// <param name="storage">The account.</param>
/// <param name="options">Name of the container.</param>
/// <param name="time">Stamps the runs.</param>
public sealed class TrainingRuns(BlobServiceClient storage, StateOptions options, TimeProvider time)
{
    /// <summary>The trainings.</summary>
    public static IReadOnlyList<string> Names { get; } = ["fraud", "forecasts"];

    private readonly BlobContainerClient _container = storage.GetBlobContainerClient(options.StateContainer);

    /// <summary>Runs a training and remembers how it went.</summary>
    /// <param name="name">Which, one of <see cref="Names"/>.</param>
    /// <param name="run">Runs it; false when it has not ended yet and goes on later.</param>
    /// <param name="cancellationToken">Ends the run, which is no failure.</param>
    public async Task RunAsync(string name, Func<CancellationToken, Task<bool>> run, CancellationToken cancellationToken)
    {
        var before = await FindAsync(name, cancellationToken);
        var record = before ?? new TrainingRecord(time.GetUtcNow(), null, null, null);
        if (before is null)
        {
            await WriteAsync(name, record, cancellationToken);
        }

        try
        {
            if (await run(cancellationToken))
            {
                await WriteAsync(name, record with { EndedAt = time.GetUtcNow() }, cancellationToken);
            }
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            await WriteAsync(name, record with { FailedAt = time.GetUtcNow(), Failure = fault.GetType().Name }, cancellationToken);
            throw;
        }
    }

    /// <summary>Reads what is remembered.</summary>
    /// <param name="name">Which, one of <see cref="Names"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null when it has never begun.</returns>
    public async Task<TrainingRecord?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await BlobOf(name).DownloadContentAsync(cancellationToken)).Value.Content.ToObjectFromJson<TrainingRecord>(JsonSerializerOptions.Web);
        }
        catch (RequestFailedException failed) when (failed.Status == 404)
        {
            return null;
        }
    }

    private async Task WriteAsync(string name, TrainingRecord record, CancellationToken cancellationToken)
    {
        await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        var content = new BinaryData(JsonSerializer.SerializeToUtf8Bytes(record, JsonSerializerOptions.Web));
        await BlobOf(name).UploadAsync(content, overwrite: true, cancellationToken);
    }

    private BlobClient BlobOf(string name) => _container.GetBlobClient($"health/training/{name}.json");
}
