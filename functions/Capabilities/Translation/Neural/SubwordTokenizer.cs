using System.Text;
using System.Text.Json;
using Microsoft.ML.Tokenizers;
using XbFunctions.Inference;
using XbFunctions.Training.Translation;

namespace XbFunctions.Capabilities.Translation;

/// <summary>
/// Cuts texts into the subwords of an exported model and puts subwords together again: <c>source.spm</c> (SentencePiece) cuts, and
/// <c>vocab.json</c> numbers. Protected tokens have subwords of their own where the model was trained with them. Thread-safe.
/// </summary>
internal sealed class SubwordTokenizer
{
    private readonly SentencePieceTokenizer _pieces;
    private readonly Dictionary<string, int> _numbers;
    private readonly Dictionary<int, string> _texts;
    private readonly Dictionary<int, int> _marks = [];
    private readonly int _unknown;
    private readonly int _end;

    private SubwordTokenizer(SentencePieceTokenizer pieces, Dictionary<string, int> numbers, string folder)
    {
        (_pieces, _numbers) = (pieces, numbers);
        _texts = numbers.ToDictionary(static one => one.Value, static one => one.Key);
        _unknown = numbers.TryGetValue("<unk>", out var unknown) ? unknown : throw new InvalidModelException($"vocab.json in {folder} has no <unk>.");
        _end = numbers.TryGetValue("</s>", out var end) ? end : throw new InvalidModelException($"vocab.json in {folder} has no </s>.");
        for (var mark = 0; numbers.TryGetValue(SubwordVocabulary.Mark(mark), out var number); mark++)
        {
            _marks.Add(number, mark);
        }
    }

    /// <summary>Protected tokens that a text may have.</summary>
    public int Marks => _marks.Count;

    /// <summary>Reads the files of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InvalidModelException">A file is missing or is not what its name says.</exception>
    public static SubwordTokenizer Read(string folder)
    {
        var (model, vocabulary) = (Path.Combine(folder, "source.spm"), Path.Combine(folder, "vocab.json"));
        foreach (var path in new[] { model, vocabulary })
        {
            if (!File.Exists(path))
            {
                throw new InvalidModelException($"{Path.GetFileName(path)} is missing in {folder}.");
            }
        }

        try
        {
            using var stream = File.OpenRead(model);
            var pieces = SentencePieceTokenizer.Create(stream, addBeginningOfSentence: false, addEndOfSentence: false);
            var numbers = JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllBytes(vocabulary))!;
            return new SubwordTokenizer(pieces, numbers, folder);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException or Google.Protobuf.InvalidProtocolBufferException)
        {
            throw new InvalidModelException($"The subwords in {folder} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Cuts a text.</summary>
    /// <param name="template">The text, with marks of protected tokens.</param>
    /// <param name="known">Share of its characters that are in subwords which the model knows.</param>
    /// <param name="to">Target language, which is put in front where the model is for several; null for none.</param>
    /// <returns>Tokens with the end; <see langword="null"/> where there are more protected tokens than the model has subwords for.</returns>
    public int[]? Encode(string template, out double known, string? to = null)
    {
        List<int> tokens = [];
        var (found, all, start) = (0, 0, 0);
        known = 0;
        if (to is not null && _numbers.TryGetValue(SubwordVocabulary.Language(to), out var language))
        {
            tokens.Add(language);
        }

        for (var at = 0; at <= template.Length; at++)
        {
            if (at < template.Length && !ProtectedText.IsMark(template[at]))
            {
                continue;
            }

            if (template[start..at].Trim() is { Length: > 0 } words)
            {
                foreach (var token in _pieces.EncodeToTokens(words, out _, addBeginningOfSentence: false, addEndOfSentence: false))
                {
                    var isKnown = _numbers.TryGetValue(token.Value, out var number) && number != _unknown;
                    tokens.Add(isKnown ? number : _unknown);
                    all += token.Value.Length;
                    found += isKnown ? token.Value.Length : 0;
                }
            }

            start = at + 1;
            if (at < template.Length)
            {
                if (!_numbers.TryGetValue(SubwordVocabulary.Mark(template[at] - ProtectedText.First), out var mark))
                {
                    return null;
                }

                tokens.Add(mark);
            }
        }

        known = all == 0 ? 1 : (double)found / all;
        tokens.Add(_end);
        return [.. tokens];
    }

    /// <summary>Puts subwords together.</summary>
    /// <param name="tokens">Tokens without start and end.</param>
    public string Decode(IReadOnlyList<int> tokens)
    {
        var text = new StringBuilder();
        foreach (var token in tokens)
        {
            if (_marks.TryGetValue(token, out var mark))
            {
                text.Append(' ').Append((char)(ProtectedText.First + mark));
            }
            else if (_texts.TryGetValue(token, out var piece) && piece is not ("<pad>" or "</s>" or "<unk>") && !piece.StartsWith(">>", StringComparison.Ordinal))
            {
                text.Append(piece.Replace(SubwordTrainer.Blank, ' '));
            }
        }

        return text.ToString().Trim();
    }
}
