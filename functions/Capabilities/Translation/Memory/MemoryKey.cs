using System.Security.Cryptography;
using System.Text;

namespace XbFunctions.Capabilities.Translation;

/// <summary>What a stored translation holds for: the same text, pair, kind, engine and glossary.</summary>
/// <param name="Pair"><c>en_de</c>; partition of the table.</param>
/// <param name="Hash">SHA-256 of everything that the translation depends on, hexadecimal.</param>
public readonly record struct MemoryKey(string Pair, string Hash)
{
    /// <summary>Makes a key.</summary>
    /// <param name="request">Kind of text, market and category.</param>
    /// <param name="from">Source language.</param>
    /// <param name="to">Target language.</param>
    /// <param name="text">The text.</param>
    /// <param name="engine">Engines and versions that may speak.</param>
    /// <param name="glossary">Version of the glossary.</param>
    public static MemoryKey Of(TranslationRequest request, string from, string to, string text, string engine, string glossary)
    {
        ArgumentNullException.ThrowIfNull(request);
        var all = string.Join('\u001F', request.IsHtml ? "html" : "plain", request.Category, request.Market, engine, glossary, text);
        return new MemoryKey($"{from}_{to}", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all))));
    }
}
