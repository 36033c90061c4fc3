using System.Net;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Host;

namespace XbFunctions.Xb.Forecasts;

/// <summary>
/// An app that runs the day's forecasts when it is asked: with its own settings, and publishing as its timer does. Its admin endpoint only starts
/// the function; how far it is stands in the storage.
/// </summary>
/// <param name="address">Where the app answers, such as <c>https://NAME.azurewebsites.net</c>.</param>
/// <param name="key">Its master key.</param>
/// <param name="storage">Its storage.</param>
internal sealed class RunningApp(Uri address, string key, BlobServiceClient storage)
{
    // Looks at an idle storage until the run counts as given up: longer than the app takes to begin.
    private const int MostIdleLooks = 30;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private readonly BlobContainerClient _container = storage.GetBlobContainerClient(ForecastStore.ContainerName);

    /// <summary>Finds the app of a platform that runs on this machine.</summary>
    /// <param name="platform">Its addresses.</param>
    /// <param name="storage">Its storage, which holds the key.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>Null where no key is there.</returns>
    public static async Task<RunningApp?> FindAsync(PlatformAddresses platform, BlobServiceClient storage, CancellationToken cancellationToken)
    {
        var secrets = storage.GetBlobContainerClient("azure-webjobs-secrets");
        if (!await secrets.ExistsAsync(cancellationToken))
        {
            return null;
        }

        await foreach (var blob in secrets.GetBlobsAsync(cancellationToken: cancellationToken))
        {
            if (blob.Name.EndsWith("/host.json", StringComparison.Ordinal))
            {
                using var json = JsonDocument.Parse((await secrets.GetBlobClient(blob.Name).DownloadContentAsync(cancellationToken)).Value.Content);
                return json.RootElement.TryGetProperty("masterKey", out var master) && master.GetProperty("value").GetString() is { Length: > 0 } key
                    ? new RunningApp(platform.Http, key, storage)
                    : null;
            }
        }

        return null;
    }

    /// <summary>Has the app do the day's run, and waits for its end; a call whose time is over is gone on with by another.</summary>
    /// <param name="run">Name of the day's run.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the waiting; the app goes on.</param>
    /// <exception cref="CommandException">The app refuses, does not answer, or gives the run up.</exception>
    public async Task<ForecastManifest> RunAsync(string run, IProgress<ForecastProgress> progress, CancellationToken cancellationToken)
    {
        var store = new ForecastStore(storage);
        await AskAsync(cancellationToken);
        using var timer = new PeriodicTimer(Look);
        for (var (idle, left) = (0, -1); await timer.WaitForNextTickAsync(cancellationToken);)
        {
            if (await store.FindManifestAsync(run, cancellationToken) is { } manifest)
            {
                return manifest;
            }

            if (await IsAtWorkAsync(cancellationToken))
            {
                idle = 0;
                progress.Report(new ForecastProgress(0, "the app is at work"));
                continue;
            }

            if (++idle < MostIdleLooks)
            {
                continue;
            }

            // A call that ended without coming further would end so again.
            var there = await StepsAsync(run, cancellationToken);
            if (there == left)
            {
                throw new CommandException($"The app has begun run {run} and given it up; its log says why. What it has done is kept: ask again to go on.");
            }

            (idle, left) = (0, there);
            await AskAsync(cancellationToken);
        }

        throw new OperationCanceledException(cancellationToken);
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.Add("x-functions-key", key);
        var endpoint = new Uri(address, "/admin/functions/RetrainForecasts");
        try
        {
            using var body = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(endpoint, body, cancellationToken);
            if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            {
                throw new CommandException($"{endpoint} refuses the key: --key is the app's master key.");
            }

            if (!answer.IsSuccessStatusCode)
            {
                throw new CommandException($"{endpoint} answered {(int)answer.StatusCode}.");
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new CommandException($"{endpoint} does not answer: {exception.Message}", exception);
        }
    }

    private async Task<bool> IsAtWorkAsync(CancellationToken cancellationToken)
    {
        try
        {
            var found = await _container.GetBlobClient("runs/lock").GetPropertiesAsync(cancellationToken: cancellationToken);
            return found.Value.LeaseState == LeaseState.Leased;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return false;
        }
    }

    // Everything that a step leaves is another version of a blob.
    private async Task<int> StepsAsync(string run, CancellationToken cancellationToken)
    {
        var steps = new HashCode();
        await foreach (var blob in _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"runs/{run}/", cancellationToken))
        {
            steps.Add(blob.Name);
            steps.Add(blob.Properties.ETag);
        }

        return steps.ToHashCode();
    }
}
