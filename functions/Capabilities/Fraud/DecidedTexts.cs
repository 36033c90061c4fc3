using System.Buffers.Binary;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// What stands behind a <see cref="DecidedPayment"/>: the length (i32) of each of its texts, then the texts. A text that is that of the batch's first change has
/// the length -1 and no bytes.
/// </summary>
internal readonly ref struct DecidedTexts
{
    /// <summary>Length of a text that is that of the batch's first change.</summary>
    public const int SameAsFirst = -1;

    /// <summary>Number of texts.</summary>
    public const int Count = 1 + CountInShortForm;

    private const int CountInShortForm = 5;

    private DecidedTexts(ReadOnlySpan<byte> source, int position, int count, DecidedTexts first)
    {
        var at = position + (count * sizeof(int));
        if (source.Length < at)
        {
            throw DecidedPayment.Malformed(source);
        }

        PaymentId = count == Count ? Take(source, ref position, ref at, default) : default;
        Language = Take(source, ref position, ref at, first.Language);
        Partition = Take(source, ref position, ref at, first.Partition);
        Reasons = Take(source, ref position, ref at, first.Reasons);
        Model = Take(source, ref position, ref at, first.Model);
        Policy = Take(source, ref position, ref at, first.Policy);
        if (at != source.Length)
        {
            throw DecidedPayment.Malformed(source);
        }
    }

    /// <summary>Id of the payment; the one text that is no JSON. Empty in a short form.</summary>
    public ReadOnlySpan<byte> PaymentId { get; init; }

    /// <summary>The member <c>language</c>; empty where it is not known.</summary>
    public ReadOnlySpan<byte> Language { get; }

    /// <summary>Value of the member <c>partition</c>.</summary>
    public ReadOnlySpan<byte> Partition { get; }

    /// <summary>The members <c>reasons</c> and <c>rules</c>, without the last bracket.</summary>
    public ReadOnlySpan<byte> Reasons { get; }

    /// <summary>The member <c>model</c>; empty where none scored.</summary>
    public ReadOnlySpan<byte> Model { get; }

    /// <summary>Everything from the member <c>reasonMethod</c> to the end of the body.</summary>
    public ReadOnlySpan<byte> Policy { get; }

    /// <summary>Reads the texts of a change.</summary>
    /// <param name="change">The change.</param>
    /// <param name="position">Where its numbers end.</param>
    /// <param name="first">The first change of its batch.</param>
    /// <exception cref="FormatException">A change is malformed.</exception>
    public static DecidedTexts Read(ReadOnlySpan<byte> change, int position, ReadOnlySpan<byte> first) =>
        new(change, position, Count, new DecidedTexts(first, DecidedPayment.LengthOf(first), Count, default));

    /// <summary>Reads the texts of a decision in the short form of journals of version 4.</summary>
    /// <param name="form">The short form.</param>
    /// <param name="position">Where its numbers end.</param>
    /// <exception cref="FormatException">The short form is malformed.</exception>
    public static DecidedTexts ReadShortForm(ReadOnlySpan<byte> form, int position) => new(form, position, CountInShortForm, default);

    private static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> source, scoped ref int position, scoped ref int at, ReadOnlySpan<byte> first)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(source[position..]);
        position += sizeof(int);
        if (length == SameAsFirst && !first.IsEmpty)
        {
            return first;
        }

        if (length < 0 || length > source.Length - at)
        {
            throw DecidedPayment.Malformed(source);
        }

        at += length;
        return source.Slice(at - length, length);
    }
}
