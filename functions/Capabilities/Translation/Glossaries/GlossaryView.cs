using System.Text.RegularExpressions;

namespace XbFunctions.Capabilities.Translation;

/// <summary>The forms that hold for one pair of languages, market and category. Immutable.</summary>
public sealed class GlossaryView
{
    private readonly Dictionary<string, string> _targets;
    private readonly Regex _pattern;

    internal GlossaryView(Dictionary<string, string> targets)
    {
        _targets = targets;

        // Chinese and Japanese have no blanks to tell words by.
        var forms = targets.Keys.OrderByDescending(static form => form.Length).Select(static form =>
            Scripts.IsUnspaced(form[0]) ? Regex.Escape(form) : $@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(form)}(?![\p{{L}}\p{{N}}])");
        _pattern = new Regex(string.Join('|', forms), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    internal IEnumerable<(int Index, int Length, ProtectedToken Token)> Find(string text) => _pattern.Matches(text).Select(match =>
        (match.Index, match.Length, new ProtectedToken(ProtectedKind.Glossary, match.Value, _targets[match.Value])));
}
