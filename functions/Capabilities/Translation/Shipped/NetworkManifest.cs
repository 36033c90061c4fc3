namespace XbFunctions.Capabilities.Translation;

/// <summary>What is said beside a network that comes with the product: <c>network.json</c>.</summary>
/// <param name="From">Source language.</param>
/// <param name="To">Target languages.</param>
/// <param name="Leads">Those of them in which it is asked before the phrase model, as it was measured to be better at sentences.</param>
/// <param name="Sha256">SHA-256 of <c>network.xbtn</c>, in lower hexadecimal digits.</param>
/// <param name="Bytes">Length of <c>network.xbtn</c>.</param>
/// <param name="Epochs">Passes over the text that it has learnt from.</param>
/// <param name="Pairs">Pairs of that text.</param>
/// <param name="Width">Width of the network.</param>
/// <param name="Blocks">Blocks of encoder and of decoder.</param>
/// <param name="Subwords">Subwords of all its languages together.</param>
internal sealed record NetworkManifest(
    string From, IReadOnlyList<string> To, IReadOnlyList<string> Leads, string Sha256, long Bytes, int Epochs, int Pairs, int Width, int Blocks, int Subwords);
