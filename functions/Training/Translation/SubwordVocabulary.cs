using System.Text.Json;
using Google.Protobuf;

namespace XbFunctions.Training.Translation;

/// <summary>Subwords of a translation model, and the files that exported models keep them in.</summary>
/// <param name="Characters">Subwords of one character.</param>
/// <param name="Joined">Longer ones; an earlier one is joined before a later one.</param>
public sealed record SubwordVocabulary(IReadOnlyList<string> Characters, IReadOnlyList<string> Joined)
{
    /// <summary>Token that fills up and that targets begin with.</summary>
    public const int Padding = 0;

    /// <summary>Token that ends sources and targets.</summary>
    public const int End = 1;

    /// <summary>Token of a character that is no subword.</summary>
    public const int Unknown = 2;

    /// <summary>Protected tokens that a text may have to be translated as a whole.</summary>
    public const int Marks = 16;

    private const int MarkStart = 3;

    /// <summary>Codes of the target languages that a source may begin with, in a network for several; none in a network for one.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Number of tokens.</summary>
    public int Count => MarkStart + Marks + Characters.Count + Joined.Count + Languages.Count;

    /// <summary>The subword that stands for a protected token.</summary>
    /// <param name="index">The token's number, below <see cref="Marks"/>.</param>
    public static string Mark(int index) => $"<mark{index}>";

    /// <summary>The token in front of a source that says what language is asked for, as Marian models for several languages have it.</summary>
    /// <param name="code">The language.</param>
    public static string Language(string code) => $">>{code}<<";

    /// <summary>All tokens by their number: what <c>vocab.json</c> says.</summary>
    public IReadOnlyList<string> Tokens =>
        ["<pad>", "</s>", "<unk>", .. Enumerable.Range(0, Marks).Select(Mark), .. Characters, .. Joined, .. Languages.Select(Language)];

    /// <summary><c>vocab.json</c>: each token with its number.</summary>
    public byte[] ToVocabularyFile() => JsonSerializer.SerializeToUtf8Bytes(
        Tokens.Index().ToDictionary(static one => one.Item, static one => one.Index, StringComparer.Ordinal));

    /// <summary>
    /// <c>source.spm</c> and <c>target.spm</c>: a SentencePiece model of the kind that joins pairs, without normalisation. Format:
    /// sentencepiece_model.proto of google/sentencepiece; fields that are left out have its defaults.
    /// </summary>
    public byte[] ToSentencePieceFile()
    {
        const int UnknownType = 2;
        const int ControlType = 3;
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            Piece(output, "<unk>", 0, UnknownType);
            Piece(output, "<s>", 0, ControlType);
            Piece(output, "</s>", 0, ControlType);
            var rank = 0;
            foreach (var piece in Joined.Concat(Characters))
            {
                Piece(output, piece, -rank++, 1);
            }

            // TrainerSpec: model_type BPE, vocab_size, unk_id, bos_id, eos_id.
            Message(output, 2, spec =>
            {
                Number(spec, 3, 2);
                Number(spec, 4, rank + 3);
                Number(spec, 40, 0);
                Number(spec, 41, 1);
                Number(spec, 42, 2);
            });

            // NormalizerSpec: name, add_dummy_prefix, remove_extra_whitespaces, escape_whitespaces.
            Message(output, 3, spec =>
            {
                Text(spec, 1, "identity");
                Number(spec, 3, 1);
                Number(spec, 4, 1);
                Number(spec, 5, 1);
            });
        }

        return stream.ToArray();
    }

    private static void Piece(CodedOutputStream output, string piece, float score, int type) => Message(output, 1, message =>
    {
        Text(message, 1, piece);
        message.WriteTag(2, WireFormat.WireType.Fixed32);
        message.WriteFloat(score);
        Number(message, 3, type);
    });

    private static void Message(CodedOutputStream output, int field, Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var inner = new CodedOutputStream(stream, leaveOpen: true))
        {
            write(inner);
        }

        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(stream.ToArray()));
    }

    private static void Text(CodedOutputStream output, int field, string text)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(text);
    }

    private static void Number(CodedOutputStream output, int field, int value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt32(value);
    }
}
