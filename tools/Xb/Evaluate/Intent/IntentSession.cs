namespace XbFunctions.Xb.Evaluate.Intent;

/// <summary>One session of the file.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Numbers">Values of <see cref="IntentFile.NumberColumns"/>.</param>
/// <param name="Categories">Values of <see cref="IntentFile.CategoryColumns"/>.</param>
/// <param name="HasBought">The label; <see langword="null"/> where it is withheld.</param>
internal sealed record IntentSession(string Id, float[] Numbers, string[] Categories, bool? HasBought);
