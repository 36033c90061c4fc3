namespace XbFunctions.State;

/// <summary>Says whether the making of an archive file rests between two columns.</summary>
internal interface IArchivePace
{
    /// <summary>Called after each column.</summary>
    /// <param name="cancellationToken">Ends the rest.</param>
    ValueTask RestAsync(CancellationToken cancellationToken);
}
