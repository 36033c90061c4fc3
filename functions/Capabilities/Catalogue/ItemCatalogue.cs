using System.Text.Json;
using Azure;
using Microsoft.Extensions.Logging;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Catalogue;

/// <summary>
/// The catalogue of this process: a copy in memory that follows the store, and writes to it. What this process writes is in its next answer;
/// what another one writes is in every answer that begins <see cref="CatalogueOptions.CheckEvery"/> twice after it was acknowledged, as long as
/// the store can be read. Thread-safe.
/// </summary>
public sealed class ItemCatalogue : IDisposable
{
    /// <summary>Most items of one request.</summary>
    public const int MostItems = 1_000;

    private readonly CatalogueStore _store;
    private readonly CatalogueOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private CatalogueSnapshot _current = CatalogueSnapshot.Empty;
    private long _checkedAt;
    private bool _isChecked;
    private Task? _checking;

    /// <summary>Makes an empty copy.</summary>
    /// <param name="store">Where the catalogue is.</param>
    /// <param name="options">Settings.</param>
    /// <param name="time">Measures the copy's age.</param>
    /// <param name="logger">Told of outages.</param>
    public ItemCatalogue(CatalogueStore store, CatalogueOptions options, TimeProvider time, ILogger<ItemCatalogue> logger) =>
        (_store, _options, _time, _logger) = (store, options, time, logger);

    /// <summary>The copy as it is, however old.</summary>
    public CatalogueSnapshot Current => Volatile.Read(ref _current);

    /// <summary>The copy as it is, and a look for changes behind it where it is not fresh: for a stream, which does not wait.</summary>
    public CatalogueSnapshot Follow()
    {
        if (!Volatile.Read(ref _isChecked) || _time.GetElapsedTime(Volatile.Read(ref _checkedAt)) >= _options.CheckEvery)
        {
            _ = Check();
        }

        return Current;
    }

    /// <summary>The catalogue, fresh enough. Mostly answers at once, and looks for changes behind the answer.</summary>
    /// <param name="cancellationToken">Stops the waiting for a look.</param>
    public ValueTask<CatalogueSnapshot> GetAsync(CancellationToken cancellationToken = default)
    {
        var age = Volatile.Read(ref _isChecked) ? _time.GetElapsedTime(Volatile.Read(ref _checkedAt)) : TimeSpan.MaxValue;
        if (age < _options.CheckEvery)
        {
            return new ValueTask<CatalogueSnapshot>(Current);
        }

        var checking = Check();
        return age < _options.CheckEvery * 2 ? new ValueTask<CatalogueSnapshot>(Current) : WaitAsync(checking, cancellationToken);
    }

    /// <summary>Writes items. Items after a refused one are taken all the same.</summary>
    /// <param name="items">Items as JSON, at most <see cref="MostItems"/>.</param>
    /// <param name="expected">Version that the catalogue must have, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops; some items may be written.</param>
    /// <returns>What became of each item, and the version after; no results where the catalogue has another version than expected.</returns>
    /// <exception cref="RequestFailedException">The store does not answer.</exception>
    public async Task<(CatalogueVersion Version, IReadOnlyList<ItemResult>? Results)> PutAsync(
        IReadOnlyList<JsonElement> items, CatalogueVersion? expected = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(items.Count, MostItems, nameof(items));
        var batch = ItemBatch.Read(items);
        ItemResult[] results = [];
        var version = await WriteAsync(
            current =>
            {
                (var changes, var lines, results) = batch.Against(current, _options.MaxItems);
                return (changes, lines);
            },
            expected,
            cancellationToken).ConfigureAwait(false);
        return expected is not null && version is null ? (Current.Version, null) : (version ?? Current.Version, results);
    }

    /// <summary>Adds what engines translated. A translation of a title that is not the item's any more is passed over.</summary>
    /// <param name="translations">Translations by sku and language tag.</param>
    /// <param name="cancellationToken">Stops; all or none are written.</param>
    /// <returns>Number of translations that were written.</returns>
    /// <exception cref="RequestFailedException">The store does not answer.</exception>
    public async Task<int> TranslateAsync(
        IReadOnlyList<(Sku Sku, string Language, ItemTranslation Translation)> translations, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(translations.Count, MostItems, nameof(translations));
        var written = 0;
        await WriteAsync(
            current =>
            {
                (var changes, var lines, written) = TranslatedItems.Against(current, translations);
                return (changes, lines);
            },
            null,
            cancellationToken).ConfigureAwait(false);
        return written;
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    // Null where the catalogue has another version than expected. A lost race reads what won and tries again.
    private async Task<CatalogueVersion?> WriteAsync(
        Func<CatalogueSnapshot, (List<(CatalogueItem Item, ulong Hash)> Changes, List<byte[]> Lines)> change, CatalogueVersion? expected, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (true)
            {
                await RefreshAsync(cancellationToken).ConfigureAwait(false);
                var current = Current;
                if (expected is { } version && version != current.Version)
                {
                    return null;
                }

                var (changes, lines) = change(current);
                if (lines.Count == 0)
                {
                    return current.Version;
                }

                if (await _store.AppendAsync(current.Version, lines, cancellationToken).ConfigureAwait(false) is { } written)
                {
                    Volatile.Write(ref _current, current.With(written, changes));
                    await CompactAsync(cancellationToken).ConfigureAwait(false);
                    return Current.Version;
                }
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private async ValueTask<CatalogueSnapshot> WaitAsync(Task checking, CancellationToken cancellationToken)
    {
        await checking.WaitAsync(cancellationToken).ConfigureAwait(false);
        return Current;
    }

    // One look at a time; who comes while it runs shares it.
    private Task Check()
    {
        lock (_options)
        {
            return _checking is { IsCompleted: false } running ? running : _checking = Task.Run(CheckAsync);
        }
    }

    private async Task CheckAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            await RefreshAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // The boundary of background work: the copy stays in use, and the next answer looks again.
            _logger.CatalogueUnreachable(_store.Location, Current.Version.ToString(), exception.Message);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var began = _time.GetTimestamp();
        var (version, changes) = await _store.ReadAsync(Current.Version, cancellationToken).ConfigureAwait(false);
        if (version != Current.Version)
        {
            Volatile.Write(ref _current, Current.With(version, changes));
        }

        // The look's beginning counts: what was written during it may have been missed.
        Volatile.Write(ref _checkedAt, began);
        Volatile.Write(ref _isChecked, true);
    }

    private async Task CompactAsync(CancellationToken cancellationToken)
    {
        if (Current.Version.Position < _options.LogBytes)
        {
            return;
        }

        try
        {
            if (await _store.CompactAsync(Current, cancellationToken).ConfigureAwait(false) is { } version)
            {
                Volatile.Write(ref _current, Current.With(version, []));
                _logger.CatalogueCompacted(Current.Count, version.Generation);
            }
        }
        catch (RequestFailedException exception)
        {
            // The items are written; only their tidying up is not.
            _logger.CatalogueNotCompacted(exception.Message);
        }
    }
}
