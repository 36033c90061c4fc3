using System.Text.Json;

namespace XbFunctions.Contracts;

/// <summary>Walks the lines of a payment, cart or order in a body that was already checked. Lives no longer than the body.</summary>
public ref struct PaymentItems
{
    private readonly IdInterner _ids;
    private Utf8JsonReader _json;

    internal PaymentItems(ReadOnlySpan<byte> list, IdInterner ids)
    {
        _ids = ids;
        if (!list.IsEmpty)
        {
            _json = new Utf8JsonReader(list);
            _json.Read();
        }
    }

    /// <summary>The line, after <see cref="MoveNext"/> said true.</summary>
    public ItemFacts Current { get; private set; }

    /// <summary>This very enumerator, for <c>foreach</c>.</summary>
    /// <returns>A copy that starts where this one stands.</returns>
    public readonly PaymentItems GetEnumerator() => this;

    /// <summary>Goes to the next entry.</summary>
    /// <returns>False at the end.</returns>
    public bool MoveNext()
    {
        if (_json.TokenType == JsonTokenType.None || !_json.Read() || _json.TokenType == JsonTokenType.EndArray)
        {
            return false;
        }

        ItemReader.Read(ref _json, _ids, out var item);
        Current = item;
        return true;
    }
}
