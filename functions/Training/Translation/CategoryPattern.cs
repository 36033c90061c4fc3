namespace XbFunctions.Training.Translation;

/// <summary>How a name is written around a part of it: <c>Zubehör für …</c>, <c>…zubehör</c>.</summary>
/// <param name="Before">What stands before the part.</param>
/// <param name="After">What stands behind it.</param>
internal readonly record struct CategoryPattern(string Before, string After)
{
    /// <summary>Whether the part is written together with what stands before it.</summary>
    public bool JoinsBefore => Before.Length > 0 && char.IsLetterOrDigit(Before[^1]);

    /// <summary>Whether the part is written together with what stands behind it.</summary>
    public bool JoinsAfter => After.Length > 0 && char.IsLetterOrDigit(After[0]);

    /// <summary>Finds a part in a name: as it is, else by its stem at the beginning of a compound.</summary>
    /// <param name="name">The name.</param>
    /// <param name="part">The part, as it is written by itself.</param>
    /// <param name="hasStems">Whether words may be stems of compounds.</param>
    /// <returns>The pattern and the part as it stands in the name; null where it does not.</returns>
    public static (CategoryPattern Pattern, string Form)? Find(string name, string part, bool hasStems)
    {
        const int ShortestStem = 4, LongestEnding = 3, ShortestRest = 3;
        var at = name.IndexOf(part, StringComparison.OrdinalIgnoreCase);
        if (at >= 0)
        {
            return (new CategoryPattern(name[..at], name[(at + part.Length)..]), name.Substring(at, part.Length));
        }

        if (!hasStems || part.Contains(' ', StringComparison.Ordinal))
        {
            return null;
        }

        for (var start = 0; start < name.Length; start++)
        {
            if (!char.IsLetterOrDigit(name[start]) || (start > 0 && char.IsLetterOrDigit(name[start - 1])))
            {
                continue;
            }

            var end = start;
            while (end < name.Length && (char.IsLetterOrDigit(name[end]) || name[end] == '-'))
            {
                end++;
            }

            var shared = 0;
            while (shared < part.Length && start + shared < end && char.ToLowerInvariant(name[start + shared]) == char.ToLowerInvariant(part[shared]))
            {
                shared++;
            }

            if (shared >= ShortestStem && shared >= part.Length - LongestEnding && end - start >= shared + ShortestRest)
            {
                return (new CategoryPattern(name[..start], name[(start + shared)..]), name.Substring(start, shared));
            }
        }

        return null;
    }
}
