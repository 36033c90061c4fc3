namespace XbFunctions.Capabilities.Translation;

/// <summary>A part of a title.</summary>
/// <param name="Text">As it stands in the source.</param>
/// <param name="Entry">The lexicon's entry; null for marks, punctuation and unknown words.</param>
/// <param name="Form">The form of the entry.</param>
/// <param name="Words">Words of the source; 0 for marks and punctuation.</param>
internal readonly record struct LexiconTerm(string Text, LexiconEntry? Entry, int Form, int Words)
{
    /// <summary>Ends a group of words: a comma, a dash, a bracket.</summary>
    public bool IsBreak => Words == 0 && Text.Length > 0 && !ProtectedText.IsMark(Text[0]);
}
