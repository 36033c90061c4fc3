namespace XbFunctions.Contracts;

/// <summary>An identifier that is one text: 1 to <see cref="IdText.MaxLength"/> UTF-16 units, no control characters.</summary>
/// <typeparam name="TSelf">The identifier type itself.</typeparam>
public interface ITextId<TSelf>
    where TSelf : struct, ITextId<TSelf>
{
    /// <summary>The text as the producer sent it; empty for the default value.</summary>
    string Value { get; }

    /// <summary>Takes a text as identifier when it keeps the rules.</summary>
    /// <param name="text">Candidate; compared and kept exactly, without trimming or change of case.</param>
    /// <param name="id">The identifier, or the default when refused.</param>
    /// <returns>False for null, empty, too long, or a control character.</returns>
    static abstract bool TryCreate(string? text, out TSelf id);
}
