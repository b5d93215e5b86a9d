/**
 * @param importer path of a file, relative to `grader/`, with `/`
 * @param imported path of the file that it imports, likewise
 * @returns a sentence that says what is wrong with this import, if anything
 */
export const wrongImport: (importer: string, imported: string) => string | undefined;
