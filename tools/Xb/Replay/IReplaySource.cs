namespace XbFunctions.Xb.Replay;

/// <summary>A file that can be replayed.</summary>
internal interface IReplaySource
{
    /// <summary>Reads the whole file once and sends nothing, so that a bad row is known before half of the file is out.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>Rows to replay.</returns>
    /// <exception cref="CommandException">The file or a row of it cannot be read.</exception>
    long Inspect(CancellationToken cancellationToken);

    /// <summary>Makes the events; call after <see cref="Inspect"/>.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>Events by event time, as far as the file is ordered by time.</returns>
    IEnumerable<ReplayEvent> Read(CancellationToken cancellationToken);
}
