namespace XbFunctions.Xb.Train.Recommendations;

/// <summary>A moment as the ranker learns from it.</summary>
/// <param name="Visitor">Who.</param>
/// <param name="Rows">Rows of the candidates, shape <c>[candidates, RankerColumns.Width]</c>.</param>
/// <param name="Target">Which of them the visitor turned to.</param>
/// <param name="Weight">How much the moment counts, above 0.</param>
internal readonly record struct RankerCase(string Visitor, float[] Rows, int Target, float Weight);
