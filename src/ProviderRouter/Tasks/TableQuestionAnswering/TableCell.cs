namespace ProviderRouter;

/// <summary>The place of a cell in a table.</summary>
/// <param name="Row">Its row, from 0; the heads are no row.</param>
/// <param name="Column">Its column, from 0.</param>
public readonly record struct TableCell(int Row, int Column);
