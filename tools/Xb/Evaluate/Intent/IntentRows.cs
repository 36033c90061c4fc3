using System.Globalization;

namespace XbFunctions.Xb.Evaluate.Intent;

/// <summary>Turns sessions into rows of numbers: columns as they are, ratios, and one column for each frequent category.</summary>
internal sealed class IntentRows
{
    private const int LeastSessions = 30;

    // A visit of one page leaves the rates at 0: nothing is divided by less.
    private const float LeastRate = 0.0001f;

    private static readonly string[] Derived =
    [
        "pages", "duration", "seconds_a_page", "product_seconds_a_page", "product_share", "exit_less_bounce", "exits", "bounces", "exits_of_all",
        "bounces_an_exit", "administrative_seconds_a_page", "informational_seconds_a_page", "administrative_share", "seconds_an_exit", "pages_stayed",
        "pages_of_returning",
    ];

    private static readonly int VisitorType = IntentFile.CategoryColumns.ToList().IndexOf("visitor_type");

    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    private readonly (int Column, string Value)[] _categories;
    private readonly bool _hasPageValues;

    /// <summary>Finds the frequent categories.</summary>
    /// <param name="sessions">Sessions to learn from.</param>
    /// <param name="hasPageValues">Whether the page values are among the columns.</param>
    public IntentRows(IReadOnlyList<IntentSession> sessions, bool hasPageValues)
    {
        _hasPageValues = hasPageValues;
        _categories =
        [
            .. sessions.SelectMany(static session => session.Categories.Index())
                .GroupBy(static entry => (Column: entry.Index, Value: entry.Item))
                .Where(static group => group.Count() >= LeastSessions)
                .Select(static group => group.Key)
                .OrderBy(static key => key.Column).ThenBy(static key => key.Value, StringComparer.Ordinal),
        ];
        Columns =
        [
            .. IntentFile.NumberColumns.Where(column => hasPageValues || column != IntentFile.PageValues),
            .. IntentFile.CategoryColumns.Select(static column => $"{column} code"),
            .. Derived,
            .. _categories.Select(static category => $"{IntentFile.CategoryColumns[category.Column]}={category.Value}"),
        ];
    }

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Number of the first columns, which are no categories.</summary>
    public int Numbers => Columns.Count - _categories.Length;

    /// <summary>The rows of sessions.</summary>
    /// <param name="sessions">The sessions.</param>
    /// <returns>Row-major, shape <c>[sessions, columns]</c>.</returns>
    public float[] Of(IReadOnlyList<IntentSession> sessions)
    {
        var rows = new float[sessions.Count * Columns.Count];
        foreach (var (index, session) in sessions.Index())
        {
            Write(session, rows.AsSpan(index * Columns.Count, Columns.Count));
        }

        return rows;
    }

    // Months in their order and codes as they are, so that trees can divide them; other names by their first letter.
    private static float CodeOf(string category)
    {
        var month = Array.FindIndex(Months, month => category.StartsWith(month, StringComparison.OrdinalIgnoreCase));
        return month >= 0 ? month + 1
            : int.TryParse(category, NumberStyles.Integer, CultureInfo.InvariantCulture, out var code) ? code
            : category.Length == 0 ? 0 : category[0];
    }

    private void Write(IntentSession session, Span<float> row)
    {
        var at = 0;
        foreach (var (index, number) in session.Numbers.Index())
        {
            if (_hasPageValues || IntentFile.NumberColumns[index] != IntentFile.PageValues)
            {
                row[at++] = number;
            }
        }

        foreach (var category in session.Categories)
        {
            row[at++] = CodeOf(category);
        }

        var n = session.Numbers;
        var (pages, duration) = (n[0] + n[2] + n[4], n[1] + n[3] + n[5]);
        row[at++] = pages;
        row[at++] = duration;
        row[at++] = duration / Math.Max(1, pages);
        row[at++] = n[5] / Math.Max(1, n[4]);
        row[at++] = n[4] / Math.Max(1, pages);
        row[at++] = n[7] - n[6];

        // Trees cannot multiply: rates times pages are counts of exits and bounces again.
        row[at++] = n[7] * n[4];
        row[at++] = n[6] * n[4];
        row[at++] = n[7] * pages;
        row[at++] = n[6] / Math.Max(LeastRate, n[7]);
        row[at++] = n[1] / Math.Max(1, n[0]);
        row[at++] = n[3] / Math.Max(1, n[2]);
        row[at++] = n[0] / Math.Max(1, pages);
        row[at++] = n[5] / Math.Max(10 * LeastRate, n[7]);
        row[at++] = n[4] * (1 - n[7]);
        row[at++] = session.Categories[VisitorType].StartsWith("Ret", StringComparison.OrdinalIgnoreCase) ? n[4] : -n[4];
        foreach (var (column, value) in _categories)
        {
            row[at++] = session.Categories[column] == value ? 1 : 0;
        }
    }
}
