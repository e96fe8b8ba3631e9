; Offers the workbench under “Open with” for PDFs. As a file association of the bundle it would become the program for all of them.

!macro NSIS_HOOK_POSTINSTALL
  WriteRegStr SHCTX "Software\Classes\uk.dpia.workbench.pdf" "" "PDF"
  WriteRegStr SHCTX "Software\Classes\uk.dpia.workbench.pdf\shell\open\command" "" '"$INSTDIR\${MAINBINARYNAME}.exe" "%1"'
  WriteRegStr SHCTX "Software\Classes\.pdf\OpenWithProgids" "uk.dpia.workbench.pdf" ""
!macroend

!macro NSIS_HOOK_POSTUNINSTALL
  DeleteRegValue SHCTX "Software\Classes\.pdf\OpenWithProgids" "uk.dpia.workbench.pdf"
  DeleteRegKey SHCTX "Software\Classes\uk.dpia.workbench.pdf"
!macroend
