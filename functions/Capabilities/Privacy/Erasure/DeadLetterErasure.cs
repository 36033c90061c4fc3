using System.Text;
using System.Text.Json;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Privacy;

/// <summary>
/// Takes dead letters out that name a customer. They hold ids in the clear, and the erasure knows none: each text of a letter is hashed and compared, be it a
/// JSON text, what stands between quotes, or a word.
/// </summary>
/// <param name="letters">The dead letters.</param>
internal sealed class DeadLetterErasure(DeadLetterEraser letters) : IErasureStore
{
    private static readonly char[] Between = [' ', '\t', '\r', '\n', ',', ';', ':', '=', '&', '?', '"', '\'', '{', '}', '[', ']', '(', ')', '<', '>', '/', '\\', '|'];

    /// <inheritdoc/>
    public string Name => "dead letters";

    /// <inheritdoc/>
    public Task<(long Removed, bool SawAll)> EraseAsync(ErasureScope scope, CancellationToken cancellationToken) =>
        letters.EraseAsync(letter => IsOf(letter, scope), cancellationToken);

    /// <summary>Whether a dead letter names someone.</summary>
    internal static bool IsOf(DeadLetter letter, ErasureScope scope) =>
        TextsOf(letter).Where(static text => text.Length is > 0 and <= IdText.MaxLength).Distinct(StringComparer.Ordinal).Any(text => Names(scope, text));

    private static bool Names(ErasureScope scope, string text) => scope.Names(text)
        || scope.Keys.All.Any(key => scope.Names(key.Of(PseudonymKind.Customer, text)) || scope.Names(key.Of(PseudonymKind.Anonymous, text)));

    private static IEnumerable<string> TextsOf(DeadLetter letter)
    {
        var text = Encoding.UTF8.GetString(letter.Body.Span);
        return JsonTextsOf(letter.Body.Span)
            .Append(letter.PartitionKey ?? "")
            .Append(letter.EventId ?? "")
            .Concat(text.Split('"'))
            .Concat(text.Split(Between, StringSplitOptions.RemoveEmptyEntries));
    }

    // As far as it is JSON: texts may be written with escapes.
    private static List<string> JsonTextsOf(ReadOnlySpan<byte> body)
    {
        var texts = new List<string>();
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.String)
                {
                    texts.Add(reader.GetString()!);
                }
            }
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // What was read before counts; the rest is looked at as plain text.
        }

        return texts;
    }
}
