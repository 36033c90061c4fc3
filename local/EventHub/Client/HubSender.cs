using System.Collections.Concurrent;
using Amqp;
using Amqp.Framing;

namespace XbFunctions.EventHub;

/// <summary>
/// Sends events to a hub in batches, and again after faults that may pass: an event may then arrive twice. What has a key, or names its partition,
/// arrives in order within one call: its partition has one batch on the way, and the partitions go in parallel. Events without a key have no order
/// to keep, so several of their batches are on the way at once. Safe for use by several threads.
/// </summary>
public sealed class HubSender : IAsyncDisposable
{
    private readonly HubClient _client;
    private readonly SemaphoreSlim _slots;
    private readonly SemaphoreSlim _opening = new(1);
    private readonly ConcurrentDictionary<string, OpenLink> _links = new(StringComparer.Ordinal);
    private string[]? _partitions;

    internal HubSender(HubClient client) => (_client, _slots) = (client, new SemaphoreSlim(client.Options.MaxBatchesInFlight));

    /// <summary>Sends events. With <paramref name="partitionKey"/> all go to its partition; without one, those with a key of their own go to its partition and the rest to any.</summary>
    /// <remarks>
    /// The partition of a key is computed here, as buffered producers of the official clients do, so that events of many keys share a batch. A call
    /// that begins after another has completed comes behind it.
    /// </remarks>
    /// <param name="events">The events; the order of those with one key is kept.</param>
    /// <param name="partitionKey">Key for all of them, at most 128 characters.</param>
    /// <param name="cancellationToken">Ends the sending; part of the events may have been sent.</param>
    /// <returns>Completes when the endpoint has accepted all of them.</returns>
    /// <exception cref="HubClientException">An event was refused, or the endpoint was not reached in all attempts; part of the events may have been sent.</exception>
    public async Task SendAsync(IReadOnlyList<HubEvent> events, string? partitionKey = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (partitionKey is not null || events.All(static item => item.PartitionKey is null))
        {
            await SendToAsync(_client.Hub, events, partitionKey, isOrdered: partitionKey is not null, cancellationToken).ConfigureAwait(false);
            return;
        }

        var partitions = _partitions ??= [.. (await _client.GetPropertiesAsync(cancellationToken).ConfigureAwait(false)).PartitionIds];
        var groups = events.GroupBy(item => item.PartitionKey is { } key ? PartitionKeyHash.Place(key, partitions.Length) : -1);
        await Task.WhenAll(groups.Select(group => group.Key < 0
            ? SendToAsync(_client.Hub, [.. group], null, isOrdered: false, cancellationToken)
            : SendToPartitionAsync([.. group], partitions[group.Key], cancellationToken))).ConfigureAwait(false);
    }

    /// <summary>Sends events to one partition.</summary>
    /// <param name="events">The events; their order is kept.</param>
    /// <param name="partitionId">Partition id.</param>
    /// <param name="cancellationToken">Ends the sending; part of the events may have been sent.</param>
    /// <exception cref="HubClientException">An event was refused, or the endpoint was not reached in all attempts; part of the events may have been sent.</exception>
    public Task SendToPartitionAsync(IReadOnlyList<HubEvent> events, string partitionId, CancellationToken cancellationToken = default) =>
        SendToAsync($"{_client.Hub}/Partitions/{partitionId}", events, null, isOrdered: true, cancellationToken);

    /// <summary>Closes the links. What is on the way fails.</summary>
    public ValueTask DisposeAsync()
    {
        foreach (var open in _links.Values)
        {
            open.Link.CloseNow();
        }

        _links.Clear();
        _slots.Dispose();
        _opening.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task SendToAsync(
        string address, IReadOnlyList<HubEvent> events, string? partitionKey, bool isOrdered, CancellationToken cancellationToken)
    {
        if (events.Count == 0)
        {
            return;
        }

        var open = await _client.RetryAsync(token => OpenAsync(address, token), cancellationToken).ConfigureAwait(false);
        var sending = new List<Task>();
        try
        {
            foreach (var batch in EventBatch.Pack(events, partitionKey, open.MaxMessageSize))
            {
                await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
                sending.Add(SendBatchAsync(address, batch, cancellationToken));

                // What comes behind a batch that is sent again must wait for it, or it would arrive before.
                await (isOrdered ? sending[^1] : Task.CompletedTask).ConfigureAwait(false);
            }
        }
        finally
        {
            await Task.WhenAll(sending).ConfigureAwait(false);
        }
    }

    private async Task SendBatchAsync(string address, EventBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            await _client.RetryAsync(token => SendOnceAsync(address, batch, token), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task<bool> SendOnceAsync(string address, EventBatch batch, CancellationToken cancellationToken)
    {
        var open = await OpenAsync(address, cancellationToken).ConfigureAwait(false);
        var completion = new TaskCompletionSource<Outcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        Begin(open.Link, batch, completion);
        return await completion.Task.WaitAsync(cancellationToken).ConfigureAwait(false) switch
        {
            Accepted => true,
            Rejected rejected => throw HubClientException.From(rejected.Error, $"Events were refused by '{address}'"),
            _ => throw new HubClientException($"Events were not accepted by '{address}': the link closed."),
        };
    }

    /// <summary>Hands a batch to the link, which queues it; the library's own task would run what follows on its reading thread.</summary>
    private static void Begin(SenderLink link, EventBatch batch, TaskCompletionSource<Outcome> completion) =>
        link.Send(batch.ToMessage(), static (_, _, outcome, state) => ((TaskCompletionSource<Outcome>)state).TrySetResult(outcome), completion);

    private async Task<OpenLink> OpenAsync(string address, CancellationToken cancellationToken)
    {
        if (_links.TryGetValue(address, out var open) && !open.Link.IsClosed)
        {
            return open;
        }

        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_links.TryGetValue(address, out open) && !open.Link.IsClosed)
            {
                return open;
            }

            var connection = await _client.ConnectAsync(cancellationToken).ConfigureAwait(false);
            await connection.AuthoriseAsync(address, cancellationToken).ConfigureAwait(false);
            var opening = new LinkOpening($"'{address}' could not be opened for sending");
            var attach = new Attach { Target = new Target { Address = address }, Source = new Source() };
            var link = new SenderLink(connection.NewSession(), connection.NewLinkName("sender"), attach, opening.OnAttached);
            var answer = await opening.WaitAsync(link, cancellationToken).ConfigureAwait(false);
            var limit = answer.MaxMessageSize is > 0 and < int.MaxValue ? (int)answer.MaxMessageSize : EventBatch.DefaultLimit;
            return _links[address] = new OpenLink(link, limit);
        }
        finally
        {
            _opening.Release();
        }
    }

    private sealed record OpenLink(SenderLink Link, int MaxMessageSize);
}
