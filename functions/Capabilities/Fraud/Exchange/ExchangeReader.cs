using System.Buffers;
using Azure;
using Microsoft.Extensions.Logging;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Reads what the partitions publish into a <see cref="PeerBook"/>, over and over.</summary>
/// <param name="store">Where it lies.</param>
/// <param name="options">Settings.</param>
/// <param name="clock">Times the reading.</param>
/// <param name="logger">Told of what goes wrong.</param>
internal sealed class ExchangeReader(ExchangeStore store, ExchangeOptions options, TimeProvider clock, ILogger logger)
{
    private readonly Dictionary<string, StoredSums> _read = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (string Partition, ExchangeGap Gap)[] _gaps = [];
    private long _readAt;

    /// <summary>What was read.</summary>
    public PeerBook Book { get; } = new();

    /// <summary>Completes once everything was read a first time.</summary>
    public Task Loaded => _loaded.Task;

    /// <summary>What of the others' sums one partition lacks.</summary>
    /// <param name="own">The partition; its own blob does not matter to it.</param>
    public ExchangeGap Gap(string own)
    {
        if (!_loaded.Task.IsCompleted)
        {
            return ExchangeGap.NotLoaded;
        }

        if (clock.GetElapsedTime(Volatile.Read(ref _readAt)) > options.StaleAfter)
        {
            return ExchangeGap.Stale;
        }

        foreach (var (partition, gap) in Volatile.Read(ref _gaps))
        {
            if (partition != own)
            {
                return gap;
            }
        }

        return ExchangeGap.None;
    }

    /// <summary>Reads until stopped.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var isInterrupted = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await StepAsync(cancellationToken).ConfigureAwait(false);
                isInterrupted = false;
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                if (!isInterrupted)
                {
                    logger.SumsNotRead(fault.GetType().Name, options.StaleAfter.TotalSeconds);
                }

                isInterrupted = true;
            }

            try
            {
                await Task.Delay(options.PollInterval, clock, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Looks at storage once. Called by one at a time.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task StepAsync(CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var listed = await store.ListAsync(cancellationToken).ConfigureAwait(false);
        var gaps = Volatile.Read(ref _gaps).Where(gap => !listed.ContainsKey(gap.Partition)).ToDictionary(static gap => gap.Partition, static gap => gap.Gap);
        foreach (var gone in _read.Keys.Except(listed.Keys).ToList())
        {
            _read.Remove(gone);
            Book.Forget(gone);
            gaps[gone] = ExchangeGap.Missing;
            logger.SumsMissing(gone);
        }

        foreach (var (partition, sums) in listed)
        {
            if (!await ReadAsync(partition, sums, cancellationToken).ConfigureAwait(false))
            {
                gaps[partition] = ExchangeGap.Damaged;
            }
        }

        Volatile.Write(ref _gaps, [.. gaps.Select(static gap => (gap.Key, gap.Value))]);
        Volatile.Write(ref _readAt, started);
        _loaded.TrySetResult();
    }

    private async Task<bool> ReadAsync(string partition, StoredSums sums, CancellationToken cancellationToken)
    {
        var known = _read.GetValueOrDefault(partition);
        var position = known.Name == sums.Name ? known.Length : 0;
        if (position < 0 || position >= sums.Length)
        {
            // Below zero: damaged, and not replaced yet.
            return position >= 0;
        }

        var length = checked((int)(sums.Length - position));
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            await store.ReadAsync(sums.Name, position, rented.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
            _read[partition] = sums with { Length = position + ExchangeFrame.Read(rented.AsSpan(0, length), partition, Book) };
        }
        catch (RequestFailedException failed) when (failed.Status is 404 or 416)
        {
            // Replaced since it was listed: the next look finds what came after it.
        }
        catch (InvalidDataException fault)
        {
            _read[partition] = sums with { Length = -1 };
            Book.Forget(partition);
            logger.SumsDamaged(fault, partition, sums.Name);
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return true;
    }
}
