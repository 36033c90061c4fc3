using System.Text.Json;

namespace XbFunctions.Contracts;

/// <summary>The UTF-8 of a JSON string token, unescaped only when it must be.</summary>
internal static class JsonText
{
    /// <summary>Most bytes that one UTF-16 unit takes in a JSON text: backslash, u, four digits.</summary>
    public const int BytesPerUnit = 6;

    /// <summary>Gives the token's text.</summary>
    /// <param name="json">Stands on a string.</param>
    /// <param name="buffer">Room for the unescaped text, <see cref="BytesPerUnit"/> bytes for each unit that is allowed.</param>
    /// <param name="utf8">The text, in the body or in the buffer.</param>
    /// <returns>False when the text is longer than the buffer allows.</returns>
    /// <exception cref="InvalidOperationException">An escape is half a surrogate pair.</exception>
    public static bool TryGet(ref readonly Utf8JsonReader json, Span<byte> buffer, out ReadOnlySpan<byte> utf8)
    {
        utf8 = json.ValueSpan;
        if (utf8.Length > buffer.Length)
        {
            return false;
        }

        if (json.ValueIsEscaped)
        {
            utf8 = buffer[..json.CopyString(buffer)];
        }

        return true;
    }
}
