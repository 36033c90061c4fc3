namespace XbFunctions.Xb.Replay;

/// <summary>A row that cannot be made into an event.</summary>
/// <param name="File">File name without its folder.</param>
/// <param name="Line">Line of the file.</param>
/// <param name="Problem">What is wrong, without a full stop.</param>
/// <param name="Text">The row as it stands.</param>
internal sealed record UnreadableRow(string File, int Line, string Problem, string Text)
{
    /// <summary>Names the row for good.</summary>
    public string Id => $"{(File.Length > 100 ? File[..100] : File)}:{Line}";

    /// <summary>The problem as an error that ends the command.</summary>
    public CommandException ToException() => new(
        $"{File} line {Line}: {Problem}. Correct the row, or let the pipeline dead-letter such rows with --bad-rows send.");
}
