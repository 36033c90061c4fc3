using System.Buffers.Binary;
using Amqp;

namespace XbFunctions.EventHub;

/// <summary>
/// Looks at every frame of one client before the library does, which assembles deliveries without a bound, decodes values however deep they are
/// nested, takes a delivery id that was used before for a continuation, and does not know aborted deliveries.
/// </summary>
/// <param name="limits">What the client may do.</param>
internal sealed class FrameGuard(ClientLimits limits)
{
    private const byte Open = 0x10;
    private const byte Begin = 0x11;
    private const byte Transfer = 0x14;
    private const byte Detach = 0x16;
    private const byte End = 0x17;
    private const byte Close = 0x18;
    private const int HeadSize = 8;
    private const int SmallestMaxFrameSize = 512;

    private readonly Dictionary<(ushort Channel, uint Handle), (uint Id, long Bytes)> _assembling = [];
    private readonly Dictionary<ushort, uint> _lastDeliveries = [];
    private bool _isOpened;

    /// <summary>Whether the frame checked last aborts its delivery.</summary>
    public bool IsAborted { get; private set; }

    /// <summary>Idle time-out that the client announced; zero for none.</summary>
    public TimeSpan PeerIdleTimeout { get; private set; }

    /// <summary>Bytes of deliveries that have not ended.</summary>
    public long AssembledBytes { get; private set; }

    /// <summary>Size of a frame from its first four bytes.</summary>
    /// <exception cref="AmqpException">It is too small or too large.</exception>
    public int ReadSize(ReadOnlySpan<byte> head)
    {
        var size = BinaryPrimitives.ReadUInt32BigEndian(head);
        return size >= HeadSize && size <= limits.MaxFrameSize
            ? (int)size
            : throw Refuse(ErrorCode.FramingError, $"A frame of {size} bytes came; {HeadSize} to {limits.MaxFrameSize} are allowed.");
    }

    /// <summary>Whether the client has said <c>open</c> since the last call.</summary>
    public bool TakeOpened()
    {
        var isOpened = _isOpened;
        _isOpened = false;
        return isOpened;
    }

    /// <summary>Checks a whole frame; the flag that an aborted delivery goes on is cleared in it.</summary>
    /// <exception cref="AmqpException">The frame must not reach the library.</exception>
    public void Check(Span<byte> frame)
    {
        IsAborted = false;
        try
        {
            CheckBody(frame);
        }
        catch (MalformedMessageException exception)
        {
            throw Refuse(ErrorCode.DecodeError, exception.Message);
        }
    }

    private static AmqpException Refuse(string condition, string description) => new(condition, description);

    private void CheckBody(Span<byte> frame)
    {
        var body = frame[4] * 4;
        if (body < HeadSize || body > frame.Length || frame[5] != 0)
        {
            throw Refuse(ErrorCode.FramingError, $"The frame's data offset is {frame[4]} and its type {frame[5]}; an AMQP frame was expected.");
        }

        if (body == frame.Length)
        {
            return;
        }

        var (code, fields) = ReadCode(frame, body);
        var end = AmqpShape.Check(frame, fields);
        var channel = BinaryPrimitives.ReadUInt16BigEndian(frame[6..]);
        switch (code)
        {
            case Open:
                CheckOpen(new AmqpReader(frame, fields));
                break;
            case Begin or End:
                Forget(channel);
                break;
            case Detach:
                Forget(channel, new AmqpReader(frame, fields));
                break;
            case Transfer:
                CheckTransfer(frame, channel, fields, frame.Length - end);
                break;
            default:
                break;
        }
    }

    private static (byte Code, int Fields) ReadCode(ReadOnlySpan<byte> frame, int body)
    {
        var at = frame[body..];
        var (code, fields) = at is [AmqpFormat.Described, AmqpFormat.SmallULong, ..] and { Length: > 3 } ? (at[2], body + 3)
            : at is [AmqpFormat.Described, AmqpFormat.ULong, 0, 0, 0, 0, 0, 0, 0, ..] and { Length: > 10 } ? (at[9], body + 10)
            : (default, body);
        return code is >= Open and <= Close
            ? (code, fields)
            : throw Refuse(ErrorCode.DecodeError, "The frame holds no performative of AMQP 1.0.");
    }

    private void CheckOpen(AmqpReader reader)
    {
        _isOpened = true;
        var count = reader.EnterCompound();
        for (var field = 0; field < count; field++)
        {
            var value = reader.ReadValue();
            if (field == 2 && value is uint and < SmallestMaxFrameSize)
            {
                throw Refuse(ErrorCode.InvalidField, $"max-frame-size is {value}; {SmallestMaxFrameSize} or more was expected.");
            }

            PeerIdleTimeout = field == 4 && value is uint idle ? TimeSpan.FromMilliseconds(idle) : PeerIdleTimeout;
        }
    }

    private void CheckTransfer(Span<byte> frame, ushort channel, int fields, int payload)
    {
        var transfer = TransferFields.Read(frame, fields);
        var key = (channel, transfer.Handle);
        var isGoingOn = _assembling.TryGetValue(key, out var delivery);
        if (!isGoingOn)
        {
            delivery = (Start(channel, transfer.DeliveryId), 0);
        }
        else if (transfer.DeliveryId is { } id && id != delivery.Id)
        {
            throw Refuse(ErrorCode.NotAllowed, $"Delivery {id} begins before delivery {delivery.Id} of its link has ended.");
        }

        delivery.Bytes += payload;
        AssembledBytes += payload;
        CheckSize(delivery.Bytes);
        IsAborted = transfer.IsAborted;
        if (transfer.IsAborted)
        {
            // Before everything else, as the specification has it; the library knows only the other flag.
            transfer.ClearMore(frame);
        }

        if (transfer.HasMore && !transfer.IsAborted)
        {
            _assembling[key] = delivery;
        }
        else
        {
            _assembling.Remove(key);
            AssembledBytes -= delivery.Bytes;
        }
    }

    private uint Start(ushort channel, uint? deliveryId)
    {
        if (deliveryId is not { } id)
        {
            throw Refuse(ErrorCode.InvalidField, "A delivery begins without a delivery-id.");
        }

        if (_lastDeliveries.TryGetValue(channel, out var last) && (int)(id - last) <= 0)
        {
            throw Refuse(ErrorCode.InvalidField, $"Delivery {id} follows delivery {last} of its session.");
        }

        return _lastDeliveries[channel] = id;
    }

    private void CheckSize(long bytes)
    {
        if (bytes > limits.MaxAssembledBytes)
        {
            throw Refuse(
                ErrorCode.MessageSizeExceeded, $"A delivery of more than {bytes} bytes has not ended; {limits.MaxMessageSize} are allowed.");
        }

        if (AssembledBytes > limits.MaxAssembledBytesOfConnection)
        {
            throw Refuse(ErrorCode.ResourceLimitExceeded, $"Deliveries that have not ended hold {AssembledBytes} bytes of this connection.");
        }
    }

    private void Forget(ushort channel)
    {
        _lastDeliveries.Remove(channel);
        foreach (var key in _assembling.Keys.Where(key => key.Channel == channel).ToArray())
        {
            Forget(key);
        }
    }

    private void Forget(ushort channel, AmqpReader reader)
    {
        if (reader.EnterCompound() > 0 && reader.ReadValue() is uint handle)
        {
            Forget((channel, handle));
        }
    }

    private void Forget((ushort Channel, uint Handle) key)
    {
        if (_assembling.Remove(key, out var delivery))
        {
            AssembledBytes -= delivery.Bytes;
        }
    }
}
