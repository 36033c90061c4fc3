namespace XbFunctions.State;

/// <summary>Cuts rows of one data set into those of one file: of one date and version, one after another.</summary>
internal static class ArchiveRuns
{
    public static IEnumerable<List<ArchivedRow>> Of(IEnumerable<ArchivedRow> rows)
    {
        var run = new List<ArchivedRow>();
        foreach (var row in rows)
        {
            if (run.Count > 0 && (run[0].Date != row.Date || run[0].Dataset != row.Dataset))
            {
                yield return run;
                run = [];
            }

            run.Add(row);
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }
}
