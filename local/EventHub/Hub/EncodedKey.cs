namespace XbFunctions.EventHub;

/// <summary>One event's partition key after the other, each encoded once: for its hash and for the event's annotations. Not thread-safe.</summary>
internal sealed class EncodedKey
{
    private readonly AmqpWriter _value = new(128);

    /// <summary>The key as an AMQP value; nothing where there is none. Ends when the next is set.</summary>
    public ReadOnlySpan<byte> Value => _value.Written.Span;

    /// <summary>The key in UTF-8.</summary>
    public ReadOnlySpan<byte> Utf8 => new AmqpReader(Value).ReadBytes();

    /// <summary>Encodes a key.</summary>
    public void Set(string? key)
    {
        _value.Clear();
        if (key is not null)
        {
            _value.WriteString(key);
        }
    }

    /// <summary>Encodes a key that is UTF-8 already.</summary>
    /// <param name="key">The key; empty where there is none.</param>
    public void SetUtf8(ReadOnlySpan<byte> key)
    {
        _value.Clear();
        if (!key.IsEmpty)
        {
            _value.WriteUtf8(key);
        }
    }
}
