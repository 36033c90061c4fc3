using System.Text;

namespace XbFunctions.Capabilities.Translation;

/// <summary>A text in which each protected token is one character of the private use area, <see cref="First"/> for the first.</summary>
/// <param name="Template">The text with the characters.</param>
/// <param name="Tokens">The tokens in their order.</param>
public sealed record ProtectedText(string Template, IReadOnlyList<ProtectedToken> Tokens)
{
    /// <summary>Stands for the first token.</summary>
    public const char First = '\uE000';

    /// <summary>Most tokens of a text.</summary>
    public const int MaxTokens = 6_400;

    /// <summary>Whether a character stands for a token.</summary>
    /// <param name="character">The character.</param>
    public static bool IsMark(char character) => character is >= First and < (char)(First + MaxTokens);

    /// <summary>Whether a character is of a word, and stands for no token.</summary>
    /// <param name="character">The character.</param>
    public static bool IsWordCharacter(char character) => Scripts.IsWordCharacter(character) && !IsMark(character);

    /// <summary>The words of a template in their order, without what stands for tokens.</summary>
    /// <param name="template">The template.</param>
    internal static List<string> Words(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        List<string> words = [];
        var start = -1;
        for (var at = 0; at <= template.Length; at++)
        {
            var isWord = at < template.Length && IsWordCharacter(template[at]);
            if (isWord && start < 0)
            {
                start = at;
            }
            else if (!isWord && start >= 0)
            {
                words.Add(template[start..at]);
                start = -1;
            }
        }

        return words;
    }

    /// <summary>Puts the tokens back into a translated template.</summary>
    /// <param name="template">The template; marks that stand for no token are left out.</param>
    public string Restore(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        var text = new StringBuilder(template.Length + 64);
        foreach (var character in template)
        {
            if (!IsMark(character))
            {
                text.Append(character);
            }
            else if (character - First is var index && index < Tokens.Count)
            {
                text.Append(Tokens[index].Target);
            }
        }

        return text.ToString();
    }

    /// <summary>Whether a translated template has each token exactly once.</summary>
    /// <param name="template">The template.</param>
    public bool HasAll(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        var seen = new int[Tokens.Count];
        foreach (var character in template)
        {
            if (IsMark(character) && (character - First >= Tokens.Count || ++seen[character - First] > 1))
            {
                return false;
            }
        }

        return seen.All(static count => count == 1);
    }
}
