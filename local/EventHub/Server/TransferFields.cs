using Amqp;

namespace XbFunctions.EventHub;

/// <summary>What a transfer performative says about its delivery.</summary>
/// <param name="Handle">Handle of the link.</param>
/// <param name="DeliveryId">Id of the delivery; <see langword="null"/> in most continuations.</param>
/// <param name="HasMore">Whether the delivery goes on in another frame.</param>
/// <param name="IsAborted">Whether the delivery is given up.</param>
/// <param name="MorePosition">Where the flag that it goes on is encoded in the frame.</param>
internal readonly record struct TransferFields(uint Handle, uint? DeliveryId, bool HasMore, bool IsAborted, int MorePosition)
{
    private const byte True = 0x41;
    private const byte False = 0x42;
    private const byte Boolean = 0x56;

    /// <summary>Reads the fields: handle, delivery-id, delivery-tag, message-format, settled, more, rcv-settle-mode, state, resume, aborted.</summary>
    /// <exception cref="AmqpException">The handle is missing.</exception>
    public static TransferFields Read(ReadOnlySpan<byte> frame, int position)
    {
        var reader = new AmqpReader(frame, position);
        var count = reader.EnterCompound();
        uint? handle = null, deliveryId = null;
        var (hasMore, isAborted, morePosition) = (false, false, 0);
        for (var field = 0; field < count; field++)
        {
            switch (field)
            {
                case 0: handle = reader.ReadValue() as uint?; break;
                case 1: deliveryId = reader.ReadValue() as uint?; break;
                case 5:
                    morePosition = reader.Position;
                    hasMore = reader.ReadValue() is true;
                    break;
                case 9: isAborted = reader.ReadValue() is true; break;
                default: reader.Skip(); break;
            }
        }

        return handle is { } known
            ? new TransferFields(known, deliveryId, hasMore, isAborted, morePosition)
            : throw new AmqpException(ErrorCode.InvalidField, "A transfer has no handle.");
    }

    /// <summary>Writes into the frame that the delivery ends with it.</summary>
    public void ClearMore(Span<byte> frame)
    {
        if (!HasMore)
        {
            return;
        }

        var flag = frame[MorePosition..];
        (flag[0], flag[1]) = flag[0] == True ? (False, flag[1]) : flag[0] == Boolean ? (Boolean, (byte)0) : (flag[0], flag[1]);
    }
}
