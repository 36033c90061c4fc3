using Azure;
using Microsoft.Extensions.Logging;

namespace XbFunctions.Inference;

/// <summary>
/// The model in use, kept at the registry's champion, or the one in shadow at its challenger. A new champion is loaded beside the old one, its hash and sample rows are checked,
/// and only then do the two swap; a broken one is refused and the old one stays. Leases and swaps do not wait for each other. Thread-safe.
/// </summary>
public sealed class ModelSlot : IAsyncDisposable
{
    private readonly ModelRegistry _registry;
    private readonly ModelSlotOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
#pragma warning disable CA2213 // Not disposed: it makes no wait handle, and a caller queued behind the disposal must still get through.
    private readonly SemaphoreSlim _refreshing = new(1, 1);
#pragma warning restore CA2213
    private readonly CancellationTokenSource _stopping = new();
    private SharedModel? _current;
    private string? _reason;
    private ETag? _refused;
    private Task _polling = Task.CompletedTask;
    private bool _disposed;

    /// <summary>Makes an empty slot; <see cref="StartAsync"/> fills it.</summary>
    /// <param name="registry">Where the models are.</param>
    /// <param name="options">Which model, and how often to look.</param>
    /// <param name="time">Drives the polling.</param>
    /// <param name="logger">Told of swaps, refusals and outages.</param>
    public ModelSlot(ModelRegistry registry, ModelSlotOptions options, TimeProvider time, ILogger<ModelSlot> logger)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.PollInterval, TimeSpan.Zero);
        _registry = registry;
        _options = options;
        _time = time;
        _logger = logger;
        _reason = $"Model '{options.Model}' has not been looked for yet.";
    }

    /// <summary>Manifest of the model in use, or <see langword="null"/> where there is none.</summary>
    public ModelManifest? Manifest => Volatile.Read(ref _current)?.Model.Manifest;

    /// <summary>Why there is no model, or why the last champion was refused; <see langword="null"/> while all is well.</summary>
    public string? Reason => Volatile.Read(ref _reason);

    private string PointerName => _options.Pointer == ModelPointer.Champion ? "champion" : "challenger";

    /// <summary>Takes the model in use, to be given back by disposing the lease.</summary>
    /// <returns>A lease, or <see langword="null"/> where there is no model: <see cref="Reason"/> says why.</returns>
    public ModelLease? Lease()
    {
        while (Volatile.Read(ref _current) is { } shared)
        {
            if (shared.TryAcquire())
            {
                return new ModelLease(shared);
            }
        }

        return null;
    }

    /// <summary>
    /// Looks once, then goes on looking in the background. Does not fail for want of a model: <see cref="Reason"/> tells.
    /// </summary>
    /// <param name="cancellationToken">Stops the first look.</param>
    public async Task<ModelRefresh> StartAsync(CancellationToken cancellationToken = default)
    {
        var first = await RefreshAsync(cancellationToken).ConfigureAwait(false);
        _polling = PollAsync(_stopping.Token);
        return first;
    }

    /// <summary>Looks at the champion pointer now and swaps where it names another good model.</summary>
    /// <param name="cancellationToken">Stops; what was in use stays.</param>
    public async Task<ModelRefresh> RefreshAsync(CancellationToken cancellationToken = default)
    {
        await _refreshing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return await RefreshOnceAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _refreshing.Release();
        }
    }

    /// <summary>Stops looking and closes the model as soon as the last lease on it is given back.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await _polling.ConfigureAwait(false);
        await _refreshing.WaitAsync().ConfigureAwait(false);
        _disposed = true;
        _refreshing.Release();
        Swap(null);
        Volatile.Write(ref _reason, $"The slot of model '{_options.Model}' is closed.");
        _stopping.Dispose();
    }

    private async Task<ModelRefresh> RefreshOnceAsync(CancellationToken cancellationToken)
    {
        (string Version, ETag ETag)? pointer = null;
        try
        {
            pointer = await ReadPointerAsync(cancellationToken).ConfigureAwait(false);
            return pointer switch
            {
                null => Missing(),
                var (version, _) when version == Manifest?.Version => InUse(),
                var (_, etag) when etag == _refused => ModelRefresh.Unchanged,
                var (version, _) => await LoadAsync(version, cancellationToken).ConfigureAwait(false),
            };
        }
        catch (InvalidModelException exception)
        {
            _refused = pointer?.ETag;
            Volatile.Write(ref _reason, exception.Message);
            ModelInstruments.Refused(PointerName, _options.Model);
            _logger.ModelRefused(PointerName, _options.Model, exception.Message, Manifest?.Version ?? "none");
            return ModelRefresh.Refused;
        }
        catch (Exception exception) when (IsOutage(exception, cancellationToken))
        {
            Volatile.Write(ref _reason, $"Model '{_options.Model}': {_registry.Location} does not answer: {exception.Message}");
            _logger.RegistryUnreachable(PointerName, _options.Model, _registry.Location, exception.Message);
            return ModelRefresh.Unreachable;
        }
    }

    private static bool IsOutage(Exception exception, CancellationToken cancellationToken) =>
        exception is RequestFailedException or AggregateException or IOException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private async Task<(string Version, ETag ETag)?> ReadPointerAsync(CancellationToken cancellationToken) =>
        _options.Pointer == ModelPointer.Champion
            ? await _registry.GetChampionAsync(_options.Model, cancellationToken).ConfigureAwait(false) is { } champion
                ? (champion.Version, champion.ETag)
                : null
            : await _registry.GetChallengerAsync(_options.Model, cancellationToken).ConfigureAwait(false) is { } challenger
                ? (challenger.Version, challenger.ETag)
                : null;

    private ModelRefresh Missing()
    {
        if (_options.Pointer == ModelPointer.Challenger)
        {
            Swap(null);
        }

        Volatile.Write(ref _reason, $"Model '{_options.Model}' has no {PointerName} in {_registry.Location}.");
        return ModelRefresh.Missing;
    }

    private ModelRefresh InUse()
    {
        _refused = null;
        Volatile.Write(ref _reason, null);
        return ModelRefresh.Unchanged;
    }

    private async Task<ModelRefresh> LoadAsync(string version, CancellationToken cancellationToken)
    {
        var package = await _registry.LoadAsync(_options.Model, version, cancellationToken).ConfigureAwait(false);
        var model = ScoringModel.Load(package.Onnx, package.Manifest);
        double difference;
        try
        {
            CheckColumns(package.Manifest);
            difference = model.SelfTest();
        }
        catch
        {
            model.Dispose();
            throw;
        }

        var previous = Manifest?.Version ?? "none";
        Swap(new SharedModel(model));
        _refused = null;
        Volatile.Write(ref _reason, null);
        ModelInstruments.Loaded(PointerName, package.Manifest);
        _logger.ModelLoaded(PointerName, _options.Model, version, previous, difference);
        return ModelRefresh.Loaded;
    }

    // A model of another width would fail every batch; one with columns in another order would score nonsense.
    private void CheckColumns(ModelManifest manifest)
    {
        if (_options.Columns is { } expected && !expected.SequenceEqual(manifest.Inputs[0].Columns, StringComparer.Ordinal))
        {
            var at = expected.Zip(manifest.Inputs[0].Columns).TakeWhile(static pair => pair.First == pair.Second).Count();
            throw new InvalidModelException(
                $"Model '{manifest.Name}' {manifest.Version} has other columns than this app writes, from column {at} on: "
                + $"expected {expected.ElementAtOrDefault(at) ?? "no more"}, got {manifest.Inputs[0].Columns.ElementAtOrDefault(at) ?? "no more"}.");
        }
    }

    private void Swap(SharedModel? next)
    {
        Interlocked.Exchange(ref _current, next)?.Release();
        if (next is null)
        {
            ModelInstruments.Closed(PointerName, _options.Model);
        }
    }

    private async Task PollAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_options.PollInterval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                await PollOnceAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Disposing the slot ends the loop this way.
        }
    }

    private async Task PollOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RefreshAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A fault nobody foresaw must not end the polling for the life of the process.
            _logger.RefreshFailed(exception, PointerName, _options.Model);
        }
    }
}
