using System.Text.Json;

namespace XbFunctions.Contracts;

/// <summary>Walks the skus of a shown recommendation in a body that was already checked. Lives no longer than the body.</summary>
public ref struct ShownSkus
{
    private readonly IdInterner _ids;
    private Utf8JsonReader _json;

    internal ShownSkus(ReadOnlySpan<byte> list, IdInterner ids)
    {
        _ids = ids;
        if (!list.IsEmpty)
        {
            _json = new Utf8JsonReader(list);
            _json.Read();
        }
    }

    /// <summary>The sku, after <see cref="MoveNext"/> said true.</summary>
    public string Current { get; private set; } = "";

    /// <summary>This very enumerator, for <c>foreach</c>.</summary>
    /// <returns>A copy that starts where this one stands.</returns>
    public readonly ShownSkus GetEnumerator() => this;

    /// <summary>Goes to the next entry.</summary>
    /// <returns>False at the end.</returns>
    public bool MoveNext()
    {
        if (_json.TokenType == JsonTokenType.None || !_json.Read() || _json.TokenType == JsonTokenType.EndArray)
        {
            return false;
        }

        ItemReader.ReadSku(in _json, _ids, out var sku);
        Current = sku;
        return true;
    }
}
