using Azure;
using Microsoft.Extensions.Logging;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Privacy;

/// <summary>
/// Carries erasures on, from wherever the last call or a crash left them: sends orders, waits for the streams to have forgotten and their journals to be
/// replaced, then takes the customer's traces out of each store until nothing is found any more.
/// </summary>
/// <param name="store">Keeps the records.</param>
/// <param name="dispatch">Sends orders.</param>
/// <param name="stores">Stores that are looked through.</param>
/// <param name="keys">Keys of the pseudonyms.</param>
/// <param name="journals">Tells what the journals still hold.</param>
/// <param name="clock">Times and clock.</param>
/// <param name="logger">Told what was done and what could not be.</param>
public sealed class ErasureJob(
    ErasureStore store,
    ErasureDispatch dispatch,
    IEnumerable<IErasureStore> stores,
    PseudonymKeys keys,
    JournalAge journals,
    ErasureClock clock,
    ILogger<ErasureJob> logger)
{
    private readonly IReadOnlyList<IErasureStore> _stores = [.. stores];
    private bool _isRunning;

    /// <summary>Carries every erasure on that is not done. A call while another is at work does nothing: they would only undo each other's notes.</summary>
    /// <param name="cancellationToken">Ends the work; the next call goes on.</param>
    /// <returns>How many are still not done, as far as they were looked at; 1 where another call is at work.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isRunning, true))
        {
            return 1;
        }

        try
        {
            return await RunAloneAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _isRunning, false);
        }
    }

    private async Task<int> RunAloneAsync(CancellationToken cancellationToken)
    {
        var pending = 0;
        await foreach (var id in store.ListOpenAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await store.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } found)
            {
                var isOver = found.Record.IsDone
                    ? await CloseAsync(found.Record, found.Version, cancellationToken).ConfigureAwait(false)
                    : await AdvanceAsync(found.Record, found.Version, cancellationToken).ConfigureAwait(false);
                pending += isOver ? 0 : 1;
            }
        }

        return pending;
    }

    // The acknowledgements only once the record says that it is done: without them it could not be carried on.
    private async Task<bool> CloseAsync(ErasureRecord record, ETag version, CancellationToken cancellationToken)
    {
        await store.RemoveAcksAsync(record.Orders, cancellationToken).ConfigureAwait(false);
        return await store.TryWriteAsync(record with { Orders = [] }, version, cancellationToken).ConfigureAwait(false) is not null;
    }

    private async Task<bool> AdvanceAsync(ErasureRecord record, ETag version, CancellationToken cancellationToken)
    {
        var acks = await store.ReadAcksAsync(record.Orders, cancellationToken).ConfigureAwait(false);
        var left = await NotForgottenAsync(record, acks, cancellationToken).ConfigureAwait(false);
        record = record with { Stores = WithStates(record, acks, left) };
        if (left.Count > 0)
        {
            if (record.SentAt is null || clock.Now - record.SentAt >= clock.Options.ResendAfter)
            {
                // Also where it was carried out and the journals are still there: its partition may sleep, and any event wakes it.
                await dispatch.SendAsync(left, record.RequestedAt, cancellationToken).ConfigureAwait(false);
                record = record with { SentAt = clock.Now };
            }
        }
        else
        {
            var scope = new ErasureScope(keys, record.Customers, acks);
            foreach (var one in _stores)
            {
                record = record with { Stores = await EraseAsync(record, one, scope, cancellationToken).ConfigureAwait(false) };
            }
        }

        var isDone = record.Stores.All(static one => one.Status != ErasureStatus.Pending);
        if (isDone)
        {
            // From here on the record names no one; the orders' ids are needed to remove the acknowledgements.
            record = record with { CompletedAt = clock.Now, Customers = [], Orders = [.. record.Orders.Select(static order => order with { Customer = default, Route = "" })] };
        }

        if (await store.TryWriteAsync(record, version, cancellationToken).ConfigureAwait(false) is not { } written || !isDone)
        {
            return false;
        }

        logger.Erased(record.Id, record.Stores.Sum(static one => one.Removed));
        return await CloseAsync(record, written, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Orders that were not carried out, or whose journals still hold what came before.</summary>
    private async Task<List<ErasureOrder>> NotForgottenAsync(ErasureRecord record, List<ErasureAck> acks, CancellationToken cancellationToken)
    {
        var left = new List<ErasureOrder>();
        foreach (var order in record.Orders)
        {
            var ack = acks.Find(one => one.OrderId == order.Id);
            if (ack is null
                || (ack.Forgets && !await journals.BeginsBehindAsync(ack.Function, ack.Partition, ack.Sequence, cancellationToken).ConfigureAwait(false)))
            {
                left.Add(order);
            }
        }

        return left;
    }

    private List<StoreReceipt> WithStates(ErasureRecord record, List<ErasureAck> acks, List<ErasureOrder> left)
    {
        var stores = record.Stores.ToList();
        foreach (var (function, _, name) in ErasureDispatch.States)
        {
            var at = stores.FindIndex(one => one.Store == name);
            var removed = acks.Where(ack => ack.Function == function).Sum(static ack => ack.Removed);
            if (stores[at].Status == ErasureStatus.Pending)
            {
                var isDone = !left.Exists(order => order.Function == function);
                stores[at] = stores[at] with { Status = isDone ? ErasureStatus.Done : ErasureStatus.Pending, Removed = removed, At = isDone ? clock.Now : stores[at].At };
            }
        }

        return stores;
    }

    private async Task<IReadOnlyList<StoreReceipt>> EraseAsync(
        ErasureRecord record, IErasureStore one, ErasureScope scope, CancellationToken cancellationToken)
    {
        var stores = record.Stores.ToList();
        var at = stores.FindIndex(receipt => receipt.Store == one.Name);
        if (at < 0 || stores[at].Status != ErasureStatus.Pending || (stores[at].At is { } last && clock.Now - last < clock.Options.Settle))
        {
            return stores;
        }

        try
        {
            var (removed, sawAll) = await one.EraseAsync(scope, cancellationToken).ConfigureAwait(false);
            stores[at] = stores[at] with
            {
                Removed = stores[at].Removed + removed,
                At = clock.Now,
                Status = removed == 0 && sawAll ? ErasureStatus.Done : ErasureStatus.Pending,
            };
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // One store that does not answer does not keep the others waiting.
            logger.StoreNotErased(fault, record.Id, one.Name);
        }

        return stores;
    }
}
