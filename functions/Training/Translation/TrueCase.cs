namespace XbFunctions.Training.Translation;

/// <summary>Writes the first word of a sentence as it is written within sentences (Koehn et al. 2008).</summary>
internal sealed class TrueCase
{
    private readonly Dictionary<string, string> _usual;

    private TrueCase(Dictionary<string, string> usual) => _usual = usual;

    /// <summary>Learns from sentences.</summary>
    public static TrueCase Learn(IEnumerable<List<string>> sentences)
    {
        Dictionary<string, Dictionary<string, int>> forms = new(StringComparer.OrdinalIgnoreCase);
        foreach (var sentence in sentences)
        {
            foreach (var word in sentence.Skip(1).Where(static word => char.IsLetter(word[0])))
            {
                if (!forms.TryGetValue(word, out var counts))
                {
                    forms[word] = counts = new(StringComparer.Ordinal);
                }

                counts[word] = counts.GetValueOrDefault(word) + 1;
            }
        }

        return new TrueCase(forms.ToDictionary(static one => one.Key, static one => one.Value.MaxBy(static form => form.Value).Key, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Writes a sentence.</summary>
    public List<string> Apply(List<string> words) => words.Count == 0 ? words : [_usual.GetValueOrDefault(words[0], words[0]), .. words.Skip(1)];
}
