using System.Text;

namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Makes one text of the ways to write a search, and keeps out what may name a person.</summary>
public static class SearchText
{
    /// <summary>Longest text that is counted, in characters.</summary>
    public const int MaxLength = 80;

    private const int MostDigits = 6;

    /// <summary>Normalises a search: lower case, single spaces.</summary>
    /// <param name="query">As typed.</param>
    /// <returns>The text; empty when it is empty, longer than <see cref="MaxLength"/>, or has an at sign or more than six digits, as addresses and numbers of persons do.</returns>
    public static string Of(string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var text = new StringBuilder(Math.Min(query.Length, MaxLength));
        var digits = 0;
        foreach (var letter in query)
        {
            digits += char.IsDigit(letter) ? 1 : 0;
            if (letter == '@' || digits > MostDigits)
            {
                return "";
            }

            if (!char.IsWhiteSpace(letter) && !char.IsControl(letter))
            {
                text.Append(char.ToLowerInvariant(letter));
            }
            else if (text.Length > 0 && text[^1] != ' ')
            {
                text.Append(' ');
            }
        }

        return text.Length > MaxLength ? "" : text.ToString().Trim();
    }
}
