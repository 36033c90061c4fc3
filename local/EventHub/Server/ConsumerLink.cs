using System.Globalization;
using System.Runtime.InteropServices;
using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Microsoft.Extensions.Logging;

namespace XbFunctions.EventHub;

/// <summary>A link on which a client receives one partition: sends events as far as its credit and its socket allow.</summary>
internal sealed class ConsumerLink : LinkEndpoint, IDisposable
{
    private const int MaxEventsPerRead = 512;
    private const int MaxBytesPerRead = 1 << 20;

    private readonly Lock _lock = new();
    private readonly ListenerLink _link;
    private readonly HubPartition _partition;
    private readonly OutgoingGate _gate;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly bool _tracksLast;
    private TaskCompletionSource _flowed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _appended = Task.CompletedTask;
    private bool _isDone;
    private uint _credit;
    private long _next;

    public ConsumerLink(ListenerLink link, HubPartition partition, EventPosition position, bool tracksLast, OutgoingGate gate, TimeProvider time)
    {
        (_link, _partition, _tracksLast, _gate, _time) = (link, partition, tracksLast, gate, time);
        _next = partition.Resolve(position);
        LinkCredit.Initialize(link, this, 0);
    }

    /// <summary>Sends events until the link closes or the hub stops.</summary>
    public async Task RunAsync(string hub, ILogger logger)
    {
        using (this)
        {
            try
            {
                while (true)
                {
                    await SendNextAsync(_stopping.Token).ConfigureAwait(false);
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or AmqpException)
            {
                // The link or the hub has closed.
            }
            catch (Exception exception)
            {
                logger.DeliveryFailed(exception, hub, _partition.Id);
                _link.CloseNow(new Error(ErrorCode.InternalError) { Description = "Events could not be read." });
            }
        }
    }

    public override void OnFlow(FlowContext flowContext)
    {
        lock (_lock)
        {
            _credit = flowContext.Messages > 0 ? LinkCredit.Get(_link) : (uint)Math.Max(0, _credit + flowContext.Messages);
            _flowed.TrySetResult();
        }
    }

    public override void OnDisposition(DispositionContext dispositionContext)
    {
        // The hub keeps no positions: an unsettled delivery that comes back is simply done with.
        if (!dispositionContext.Settled)
        {
            dispositionContext.Complete();
        }
    }

    public override void OnLinkClosed(ListenerLink link, Error error)
    {
        lock (_lock)
        {
            if (!_isDone)
            {
                _stopping.Cancel();
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDone = true;
            _stopping.Dispose();
        }
    }

    private async ValueTask SendNextAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        uint credit;
        Task flowed;
        lock (_lock)
        {
            (credit, flowed) = (_credit, _flowed.Task);
        }

        if (credit > 0)
        {
            await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (_partition.Log.TryRead(_next, (int)Math.Min(credit, MaxEventsPerRead), MaxBytesPerRead, out var events))
            {
                _ = events.All(TrySend);
                return;
            }
        }

        if (_link.IsDraining)
        {
            Drain();
        }

        await WaitAsync(flowed, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits for a flow, and for an event where there is credit for one.</summary>
    private async Task WaitAsync(Task flowed, CancellationToken cancellationToken)
    {
        if (_appended.IsCompleted)
        {
            _appended = _partition.Log.WaitAsync(_next, cancellationToken);
        }

        bool hasCredit;
        lock (_lock)
        {
            hasCredit = _credit > 0;
        }

        await (hasCredit ? Task.WhenAny(flowed, _appended) : flowed).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (flowed.IsCompleted)
        {
            lock (_lock)
            {
                _flowed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    private bool TrySend(StoredEvent stored)
    {
        var message = _tracksLast ? AddLastEnqueued(stored) : stored.Message;
        MemoryMarshal.TryGetArray(message, out var bytes);
        lock (_lock)
        {
            if (_credit == 0 || !_gate.TryAdd(bytes.Count))
            {
                return false;
            }

            _link.SendMessage(new Message(), new ByteBuffer(bytes.Array, bytes.Offset, bytes.Count, bytes.Count));
            _credit--;
        }

        _next = stored.SequenceNumber + 1;
        return true;
    }

    /// <summary>Puts delivery annotations about the end of the partition behind the header section.</summary>
    private ReadOnlyMemory<byte> AddLastEnqueued(StoredEvent stored)
    {
        var last = _partition.Log.Bounds;
        var writer = new AmqpWriter(stored.Message.Length + 200);
        writer.WriteRaw(stored.Message.Span[..stored.HeaderLength]);
        writer.WriteSection(AmqpFormat.DeliveryAnnotationsSection);
        var map = writer.Begin(AmqpFormat.Map32);
        writer.WriteSymbol("last_enqueued_sequence_number"u8);
        writer.WriteLong(last.NextSequence - 1);
        writer.WriteSymbol("last_enqueued_offset"u8);
        writer.WriteString(last.LastOffset.ToString(CultureInfo.InvariantCulture));
        writer.WriteSymbol("last_enqueued_time_utc"u8);
        writer.WriteTimestamp(last.LastEnqueued);
        writer.WriteSymbol("runtime_info_retrieval_time_utc"u8);
        writer.WriteTimestamp(_time.GetUtcNow().ToUnixTimeMilliseconds());
        writer.End(map, 8);
        writer.WriteRaw(stored.Message.Span[stored.HeaderLength..]);
        return writer.Written;
    }

    private void Drain()
    {
        lock (_lock)
        {
            _credit = 0;
            _link.CompleteDrain();
        }
    }
}
